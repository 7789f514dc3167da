// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace weir {

class Theme;

/// Draws a finding: a mark whose shape and colour say how bad it is, its sentence on up to three lines, and "Fix" at the
/// right when it can be mended.
class FindingDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit FindingDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

signals:
    /// "Fix" of that finding was clicked.
    void fixClicked(const QModelIndex &index);

private:
    const Theme &m_theme;
};

} // namespace weir
