// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/reportdifference.h"

#include <QHash>

#include <algorithm>

namespace weir {

namespace {

bool isComparable(const FigureDifference &figure)
{
    return figure.before && figure.after;
}

} // namespace

std::optional<double> FigureDifference::change() const
{
    return before && after ? std::optional(*after - *before) : std::nullopt;
}

std::optional<double> FigureDifference::relativeChange() const
{
    return before && after && *before != 0 ? std::optional(*after / *before - 1) : std::nullopt;
}

QList<FigureDifference> reportDifferences(const Report &before, const Report &after)
{
    QList<FigureDifference> both;
    for (const ReportFigure &figure : reportFigures(before))
        both.append({figure.element, figure.figure, figure.unit, figure.value, std::nullopt});
    QHash<std::pair<QString, QString>, qsizetype> places;
    for (qsizetype i = 0; i < both.size(); ++i)
        places.insert({both.at(i).element, both.at(i).figure}, i);
    for (const ReportFigure &figure : reportFigures(after)) {
        const auto match = places.constFind({figure.element, figure.figure});
        if (match != places.cend())
            both[*match].after = figure.value;
        else
            both.append({figure.element, figure.figure, figure.unit, std::nullopt, figure.value});
    }
    both.removeIf([](const FigureDifference &figure) { return figure.before == figure.after; });
    std::stable_sort(both.begin(), both.end(), [](const FigureDifference &a, const FigureDifference &b) {
        if (isComparable(a) != isComparable(b))
            return isComparable(a);
        return isComparable(a) ? changeWeight(*a.before, *a.after) > changeWeight(*b.before, *b.after)
                               : a.element < b.element;
    });
    return both;
}

} // namespace weir
