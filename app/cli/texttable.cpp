// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/texttable.h"

#include <algorithm>

namespace weir {

namespace {

QString trimmedEnd(QString line)
{
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

} // namespace

void TextTable::addColumn(const QString &title, ColumnAlignment alignment)
{
    m_titles.append(title);
    m_alignments.append(alignment);
}

void TextTable::addRow(const QStringList &cells)
{
    Q_ASSERT(cells.size() == m_titles.size());
    m_rows.append(cells);
}

QString TextTable::text(const QString &indent) const
{
    QList<QStringList> lines = m_rows;
    lines.prepend(m_titles);
    QList<qsizetype> widths(m_titles.size(), 0);
    for (const QStringList &cells : std::as_const(lines)) {
        for (qsizetype i = 0; i < cells.size(); ++i)
            widths[i] = std::max(widths.at(i), cells.at(i).size());
    }
    QString text;
    for (const QStringList &cells : std::as_const(lines)) {
        QStringList padded;
        for (qsizetype i = 0; i < cells.size(); ++i)
            padded.append(m_alignments.at(i) == ColumnAlignment::Right ? cells.at(i).rightJustified(widths.at(i))
                                                                       : cells.at(i).leftJustified(widths.at(i)));
        text += trimmedEnd(indent + padded.join(QStringLiteral("  "))) + u'\n';
    }
    return text;
}

} // namespace weir
