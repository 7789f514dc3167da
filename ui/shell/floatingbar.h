// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace weir {

/// Keeps a small bar above the lower edge of a view, in its middle, whatever size either of them has. Belongs to the view.
class FloatingBar : public QObject
{
    Q_OBJECT

public:
    FloatingBar(QWidget &view, QWidget &bar);

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    /// So many pixels at the lower edge are covered; 0 while the bar is hidden.
    void coveredChanged(int pixels);

private:
    void place();

    QWidget &m_view;
    QWidget &m_bar;
};

} // namespace weir
