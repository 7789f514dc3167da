// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/outline.h"

#include <QTextBrowser>
#include <QTimer>

namespace weir {

class Theme;

/// Shows a document as a page in the middle of the window, set anew when the width, the screen or the theme is another.
class PreviewView : public QTextBrowser
{
    Q_OBJECT

public:
    explicit PreviewView(const Theme &theme, QWidget *parent = nullptr);

    /// The place in the text stays.
    void setOutline(const Outline &outline);
    /// Brings the block with that index into sight.
    void showBlock(qsizetype block);

signals:
    /// The block at the top is another.
    void blockReached(qsizetype block);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void render();
    void fitPage();
    void reportBlock();

    const Theme &m_theme;
    Outline m_outline;
    QTimer m_renderDelay;
    double m_renderedWidth = 0;
    double m_renderedRatio = 0;
};

} // namespace weir
