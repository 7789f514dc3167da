// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace weir {

class Theme;

/// Draws the outline: section heads in dim semibold, symbols in the colours of the diagram, selection as a rounded bar.
class OutlineView : public QTreeView
{
    Q_OBJECT

public:
    explicit OutlineView(const Theme &theme, QWidget *parent = nullptr);

signals:
    /// Enter or a double click on an element.
    void opened(const QModelIndex &index);

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void drawSymbol(QPainter &painter, const QRectF &area, const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace weir
