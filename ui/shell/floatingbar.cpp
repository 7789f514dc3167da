// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/floatingbar.h"

#include <QEvent>
#include <QWidget>

namespace weir {

namespace {

constexpr int distance = 14; ///< From the lower edge.

} // namespace

FloatingBar::FloatingBar(QWidget &view, QWidget &bar) : QObject(&view), m_view(view), m_bar(bar)
{
    bar.setParent(&view);
    bar.hide();
    view.installEventFilter(this);
    bar.installEventFilter(this);
    place();
}

bool FloatingBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_bar && event->type() == QEvent::Hide)
        emit coveredChanged(0);
    else if (watched == &m_bar && event->type() == QEvent::Show)
        emit coveredChanged(m_bar.height() + distance);
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest)
        place();
    return false;
}

void FloatingBar::place()
{
    const QSize size = m_bar.sizeHint().expandedTo(m_bar.minimumSizeHint());
    m_bar.setGeometry((m_view.width() - size.width()) / 2, m_view.height() - size.height() - distance, size.width(),
                      size.height());
    m_bar.raise();
}

} // namespace weir
