// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/outline.h"

#include <QFont>
#include <QTextCursor>

class QTextDocument;

namespace weir {

class Theme;

/// Sets an outline as rich text: headings, tables and code in the program's typography, drawings sharp on the screen at
/// hand. Headings have the anchors `block-<index>`.
class OutlineRenderer
{
public:
    /// \a width is that of the page in pixels, \a ratio the device pixels for a pixel.
    OutlineRenderer(const Theme &theme, double width, double ratio);

    /// Replaces what is in \a document.
    void render(const Outline &outline, QTextDocument &document);

    static QString anchor(qsizetype block);

private:
    void add(const Heading &heading, qsizetype index);
    void add(const Paragraph &paragraph, qsizetype index);
    void add(const BulletList &list, qsizetype index);
    void add(const Table &table, qsizetype index);
    void add(const CodeBlock &code, qsizetype index);
    void add(const Diagram &diagram, qsizetype index);
    void add(const Callout &callout, qsizetype index);
    void add(const HandWritten &text, qsizetype index);

    void startBlock(const QTextBlockFormat &format);
    void insert(const Text &text, const QTextCharFormat &base);
    void insertItems(const QList<Text> &items, const QTextBlockFormat &format);
    QTextCharFormat charFormat(double size, QFont::Weight weight) const;

    const Theme &m_theme;
    double m_width;
    double m_ratio;
    QTextCursor m_cursor;
    bool m_atStart = true; ///< Nothing was written yet: the first block is there already.
};

} // namespace weir
