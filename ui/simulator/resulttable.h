// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QString>
#include <QVariant>

#include <optional>

namespace weir {

class Theme;

/// What a value means, where colour may say so besides the text.
enum class ResultTone : quint8 { Plain, Dim, Good, Warning, Bad };

/// One cell of a table of results.
struct ResultCell
{
    QString text;
    QVariant key = {}; ///< What the column is sorted by; the text when there is none.
    ResultTone tone = ResultTone::Plain;
    std::optional<double> heat = {}; ///< 0 to 1: how strong the cell is tinted.

    bool operator==(const ResultCell &) const = default;
};

/// One row and what it is about.
struct ResultRow
{
    QList<ResultCell> cells;
    QString element = {}; ///< As reports name it; empty for none.
    quint64 id = 0;       ///< For whoever made the table.

    bool operator==(const ResultRow &) const = default;
};

/// A table of results as values, so that what is shown can be tested without a window.
struct ResultTable
{
    QStringList head;
    int texts = 1; ///< So many columns from the left hold words, the others figures.
    QList<ResultRow> rows;

    bool operator==(const ResultTable &) const = default;
};

/// A ResultTable for views: colours by meaning, sort keys, tooltips with the whole text.
class ResultTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum DataRole {
        ElementRole = Qt::UserRole, ///< Of the row, as reports name it.
        IdRole,                     ///< Of the row.
        SortRole,
    };

    explicit ResultTableModel(const Theme &theme, QObject *parent = nullptr);

    void setTable(const ResultTable &table);
    const ResultTable &table() const { return m_table; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const Theme &m_theme;
    ResultTable m_table;
};

} // namespace weir
