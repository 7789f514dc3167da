// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace weir {

class DiagramView;

/// The whole diagram in a corner of the view, with the part in sight; a click goes there.
class Minimap : public QWidget
{
    Q_OBJECT

public:
    explicit Minimap(DiagramView &view);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    /// From scene to widget.
    QTransform transform() const;

    DiagramView &m_view;
};

} // namespace weir
