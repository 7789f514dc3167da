// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/figuresmodel.h"

#include <QHash>
#include <QLocale>

#include <cmath>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

QString signedText(double change, FigureUnit unit)
{
    if (change == 0)
        return u"="_s;
    return (change > 0 ? u"+"_s : u"−"_s) + figureText(std::abs(change), unit);
}

} // namespace

std::optional<double> RunFigure::change() const
{
    return now && before ? std::optional(*now - *before) : std::nullopt;
}

double RunFigure::weight() const
{
    const std::optional<double> by = change();
    if (!by)
        return now || before ? 0.001 : 0;
    const double larger = std::max(std::abs(*now), std::abs(*before));
    return larger > 0 ? std::abs(*by) / larger : 0;
}

QList<RunFigure> runFigures(const Report &now, const Report *before,
                            const std::function<QString(const QString &element)> &nameOf)
{
    // Against an empty report every figure is a difference.
    QList<RunFigure> figures;
    QHash<std::pair<QString, QString>, qsizetype> places;
    for (const FigureDifference &figure : reportDifferences({}, now)) {
        places.insert({figure.element, figure.figure}, figures.size());
        figures.append({figure.element, nameOf(figure.element), figure.figure, figure.unit, figure.after, {}});
    }
    if (!before)
        return figures;
    for (const FigureDifference &figure : reportDifferences({}, *before)) {
        const qsizetype place = places.value({figure.element, figure.figure}, -1);
        if (place >= 0)
            figures[place].before = figure.after;
        else
            figures.append({figure.element, nameOf(figure.element), figure.figure, figure.unit, {}, figure.after});
    }
    return figures;
}

void FiguresModel::setFigures(const QList<RunFigure> &figures, int now, int before)
{
    beginResetModel();
    m_figures = figures;
    m_now = now;
    m_before = before;
    endResetModel();
}

int FiguresModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_figures.size());
}

int FiguresModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_before > 0 ? 5 : 3;
}

QString FiguresModel::text(const RunFigure &figure, int column) const
{
    const auto value = [&](const std::optional<double> &number) {
        return number ? figureText(*number, figure.unit) : u"–"_s;
    };
    switch (column) {
    case Element:
        return figure.name;
    case Figure:
        return figure.figure;
    case Now:
        return value(figure.now);
    case Before:
        return value(figure.before);
    default:
        break;
    }
    const std::optional<double> change = figure.change();
    if (!change)
        return u"–"_s;
    const double percent = figure.before.value_or(0) != 0 ? 100 * *change / *figure.before : 0;
    const QString share = std::abs(percent) >= 0.5
        ? tr(" (%1 %)").arg((percent > 0 ? u"+"_s : u"−"_s) + QLocale().toString(std::lround(std::abs(percent))))
        : QString();
    return signedText(*change, figure.unit) + share;
}

QVariant FiguresModel::sortKey(const RunFigure &figure, int column) const
{
    switch (column) {
    case Element:
    case Figure:
        return text(figure, column);
    case Now:
        return figure.now.value_or(-1);
    case Before:
        return figure.before.value_or(-1);
    default:
        return figure.weight();
    }
}

QVariant FiguresModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_figures.size())
        return {};
    const RunFigure &figure = m_figures.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(figure, index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() >= Now ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case PathRole:
        return figure.element;
    case SortRole:
        return sortKey(figure, index.column());
    default:
        return {};
    }
}

QVariant FiguresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= Now ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Element:
        return tr("Element");
    case Figure:
        return tr("Figure");
    case Now:
        return tr("Run #%1").arg(m_now);
    case Before:
        return tr("Run #%1").arg(m_before);
    default:
        return tr("Change");
    }
}

} // namespace weir
