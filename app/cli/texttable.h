// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace weir {

enum class ColumnAlignment { Left, Right };

/// Rows of text in columns of equal width, two spaces apart; no trailing spaces.
class TextTable
{
public:
    void addColumn(const QString &title, ColumnAlignment alignment);
    /// As many cells as there are columns.
    void addRow(const QStringList &cells);
    bool isEmpty() const { return m_rows.isEmpty(); }

    /// Every line begins with \a indent and ends with a line feed; the titles come first.
    QString text(const QString &indent) const;

private:
    QStringList m_titles;
    QList<ColumnAlignment> m_alignments;
    QList<QStringList> m_rows;
};

} // namespace weir
