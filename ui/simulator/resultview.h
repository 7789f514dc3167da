// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/simulator/resulttable.h"

#include <QTableView>

class QSortFilterProxyModel;

namespace weir {

/// A table of results: sorted by a click on a column, chosen by pointer or keyboard, copied as text.
class ResultView : public QTableView
{
    Q_OBJECT

public:
    explicit ResultView(const Theme &theme, QWidget *parent = nullptr);

    /// Shows \a table; the chosen row stays chosen when its id (or without ids its number) is still there.
    void setTable(const ResultTable &table);
    const ResultTable &table() const { return m_model->table(); }
    /// Whether columns can be sorted; a grid of two parameters cannot.
    void setSortable(bool sortable);
    /// Columns keep the width of their words, whatever room there is.
    void setEvenColumns(bool even) { m_isEven = even; }

    QSize sizeHint() const override { return {320, 160}; }
    QSize minimumSizeHint() const override { return {120, 80}; }

public slots:
    /// The chosen rows, else all, as text with tabs on the clipboard.
    void copy();

signals:
    /// A row was chosen: its element as reports name it, and its id.
    void chosen(const QString &element, quint64 id);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();
    void spreadColumns();

    ResultTableModel *m_model;
    QSortFilterProxyModel *m_proxy;
    bool m_isEven = false;
    QList<int> m_widths; ///< What the words of each column need.
    bool m_isFilling = false;
};

} // namespace weir
