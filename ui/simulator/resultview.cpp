// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/resultview.h"

#include "ui/theme/metrics.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>

#include <algorithm>
#include <numeric>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr int leastColumn = 48, mostColumn = 150, leastWordColumn = 96, mostWordColumn = 190;
constexpr int cellGap = 6, headGap = 16; ///< Beside what the words of a column need.

/// Tints a cell before its text: style sheets leave the model's background out.
class HeatDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QVariant tint = index.data(Qt::BackgroundRole);
        if (tint.isValid())
            painter->fillRect(option.rect.adjusted(1, 1, -1, -1), tint.value<QColor>());
        QStyledItemDelegate::paint(painter, option, index);
    }
};

} // namespace

ResultView::ResultView(const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_model(new ResultTableModel(theme, this))
    , m_proxy(new QSortFilterProxyModel(this))
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(ResultTableModel::SortRole);
    setModel(m_proxy);
    setItemDelegate(new HeatDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(metrics::rowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(leastColumn);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    setSortable(true);
}

void ResultView::setSortable(bool sortable)
{
    setSortingEnabled(sortable);
    // As they come, until a column is clicked.
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_proxy->sort(-1);
}

void ResultView::setTable(const ResultTable &table)
{
    if (table == m_model->table())
        return;
    m_isFilling = true;
    const QVariant id = currentIndex().data(ResultTableModel::IdRole);
    const bool sameHead = table.head == m_model->table().head;
    m_model->setTable(table);
    if (!sameHead) {
        horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
        m_proxy->sort(-1);
        fitColumns();
    }
    if (id.toULongLong() > 0) {
        const QModelIndexList found =
            m_proxy->match(m_proxy->index(0, 0), ResultTableModel::IdRole, id, 1, Qt::MatchExactly);
        if (!found.isEmpty())
            setCurrentIndex(found.first());
    }
    m_isFilling = false;
}

void ResultView::fitColumns()
{
    const int texts = m_model->table().texts;
    m_widths.clear();
    const QFontMetrics headMetrics = horizontalHeader()->fontMetrics();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const int head = headMetrics.horizontalAdvance(m_model->table().head.at(column));
        const int wanted = std::max(sizeHintForColumn(column) + cellGap, head + headGap);
        m_widths.append(std::clamp(wanted, leastColumn, column < texts ? mostWordColumn : mostColumn));
    }
    spreadColumns();
}

/// The first column takes what the others leave. Where they leave too little, words are cut, down to a readable rest; then the
/// table is scrolled.
void ResultView::spreadColumns()
{
    QList<int> widths = m_widths;
    int left = viewport()->width() - std::accumulate(widths.cbegin(), widths.cend(), 0);
    const int texts = m_isEven || widths.isEmpty() ? 0 : m_model->table().texts;
    if (texts > 0 && left > 0)
        widths[0] += left;
    for (int column = texts - 1; column >= 0 && left < 0; --column) {
        const int spare = std::max(0, widths.at(column) - leastWordColumn);
        const int given = std::min(spare, -left);
        widths[column] -= given;
        left += given;
    }
    for (int column = 0; column < widths.size(); ++column)
        horizontalHeader()->resizeSection(column, widths.at(column));
}

void ResultView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    spreadColumns();
}

void ResultView::copy()
{
    const QModelIndexList chosenRows = selectionModel()->selectedRows();
    QStringList lines{m_model->table().head.join(u'\t')};
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const bool isChosen = std::any_of(chosenRows.cbegin(), chosenRows.cend(),
                                          [row](const QModelIndex &index) { return index.row() == row; });
        if (!isChosen && !chosenRows.isEmpty())
            continue;
        QStringList cells;
        for (int column = 0; column < m_proxy->columnCount(); ++column)
            cells << m_proxy->index(row, column).data().toString();
        lines << cells.join(u'\t');
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void ResultView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (!m_isFilling && current.isValid() && current.row() != previous.row())
        emit chosen(current.data(ResultTableModel::ElementRole).toString(),
                    current.data(ResultTableModel::IdRole).toULongLong());
}

void ResultView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace weir
