// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace weir {

/// One `**Label**: text` of an entry, with what follows up to the next label.
struct MarkdownField
{
    QString label; ///< `Description`, `Schema (v2)`; empty for text before the first label.
    QString text;  ///< What stands on the label's line; for text without a label the paragraphs.
    QStringList bullets;
    QString code;           ///< Of the first fenced block.
    QStringList paragraphs; ///< Other paragraphs.
    int line = 0;           ///< From 1.
    int codeLine = 0;       ///< Of the block's first line; 0: none.
};

/// What one heading of an event catalog says of an event.
struct MarkdownEntry
{
    QString title;
    int line = 0; ///< From 1.
    QList<MarkdownField> fields;
};

struct CatalogMarkdown
{
    QString title; ///< The heading of the document; empty: none.
    QList<MarkdownEntry> entries;
};

/// Reads the Markdown of an event catalog: a `##` heading for each event, below it labels in bold with text, lists or fenced
/// blocks. Escapes and entities of the text are undone.
CatalogMarkdown readCatalogMarkdown(const QString &text);

} // namespace weir
