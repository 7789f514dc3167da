// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/resulttable.h"

#include "ui/theme/theme.h"

#include <algorithm>

namespace weir {
namespace {

constexpr double strongestTint = 0.55;

Role colorRole(ResultTone tone)
{
    switch (tone) {
    case ResultTone::Plain:
        break;
    case ResultTone::Dim:
        return Role::DimText;
    case ResultTone::Good:
        return Role::Good;
    case ResultTone::Warning:
        return Role::Warning;
    case ResultTone::Bad:
        return Role::Bad;
    }
    return Role::Text;
}

} // namespace

ResultTableModel::ResultTableModel(const Theme &theme, QObject *parent) : QAbstractTableModel(parent), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (!m_table.rows.isEmpty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    });
}

void ResultTableModel::setTable(const ResultTable &table)
{
    if (table == m_table)
        return;
    beginResetModel();
    m_table = table;
    endResetModel();
}

int ResultTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.rows.size());
}

int ResultTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.head.size());
}

QVariant ResultTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_table.rows.size())
        return {};
    const ResultRow &row = m_table.rows.at(index.row());
    const ResultCell cell = row.cells.value(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return cell.text;
    case Qt::TextAlignmentRole:
        return int((index.column() < m_table.texts ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return m_theme.color(colorRole(cell.tone));
    case Qt::BackgroundRole: {
        if (!cell.heat)
            return {};
        QColor tint = m_theme.color(Role::Accent);
        tint.setAlphaF(float(strongestTint * std::clamp(*cell.heat, 0.0, 1.0)));
        return tint;
    }
    case ElementRole:
        return row.element;
    case IdRole:
        return row.id;
    case SortRole:
        return cell.key.isValid() ? cell.key : QVariant(cell.text);
    default:
        return {};
    }
}

QVariant ResultTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section < m_table.texts ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return m_table.head.value(section);
    return {};
}

} // namespace weir
