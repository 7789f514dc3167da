// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publishing/previewview.h"

#include "ui/publishing/outlinerenderer.h"
#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QScrollBar>
#include <QTextBlock>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageWidth = 780;
constexpr int leastMargin = 40;
constexpr int topMargin = 36;
constexpr auto renderDelay = std::chrono::milliseconds(120);

} // namespace

PreviewView::PreviewView(const Theme &theme, QWidget *parent) : QTextBrowser(parent), m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Document"));
    setLook(this, Look::Panel);
    setStyleSheet(u"QTextBrowser { border: none; border-radius: 0; padding: 0; }"_s);
    m_renderDelay.setSingleShot(true);
    m_renderDelay.setInterval(renderDelay);
    connect(&m_renderDelay, &QTimer::timeout, this, &PreviewView::render);
    connect(&theme, &Theme::changed, this, &PreviewView::render);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &PreviewView::reportBlock);
}

void PreviewView::setOutline(const Outline &outline)
{
    if (outline == m_outline)
        return;
    m_outline = outline;
    render();
}

void PreviewView::showBlock(qsizetype block)
{
    const QString wanted = OutlineRenderer::anchor(block);
    for (QTextBlock text = document()->begin(); text.isValid(); text = text.next()) {
        for (QTextBlock::iterator part = text.begin(); !part.atEnd(); ++part) {
            if (!part.fragment().charFormat().anchorNames().contains(wanted))
                continue;
            const double top = document()->documentLayout()->blockBoundingRect(text).top();
            verticalScrollBar()->setValue(qRound(top) - topMargin / 2);
            return;
        }
    }
}

void PreviewView::resizeEvent(QResizeEvent *event)
{
    fitPage();
    QTextBrowser::resizeEvent(event);
    if (viewport()->width() != qRound(m_renderedWidth) || devicePixelRatioF() != m_renderedRatio)
        m_renderDelay.start();
}

void PreviewView::render()
{
    fitPage();
    const int place = verticalScrollBar()->value();
    m_renderedWidth = viewport()->width();
    m_renderedRatio = devicePixelRatioF();
    OutlineRenderer(m_theme, m_renderedWidth, m_renderedRatio).render(m_outline, *document());
    verticalScrollBar()->setValue(place);
}

void PreviewView::fitPage()
{
    const int side = std::max(leastMargin, (width() - pageWidth) / 2);
    setViewportMargins(side, topMargin, side, 0);
}

void PreviewView::reportBlock()
{
    const QTextBlock top = cursorForPosition({4, topMargin + 4}).block();
    for (QTextBlock block = top; block.isValid(); block = block.previous()) {
        for (QTextBlock::iterator part = block.begin(); !part.atEnd(); ++part) {
            const QStringList names = part.fragment().charFormat().anchorNames();
            if (!names.isEmpty()) {
                emit blockReached(names.first().section(u'-', 1).toLongLong());
                return;
            }
        }
    }
}

} // namespace weir
