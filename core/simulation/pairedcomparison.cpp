// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/pairedcomparison.h"

#include "core/base/translate.h"
#include "core/simulation/settleddesign.h"
#include "core/statistics/confidence.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

constexpr int usualPairs = 5;

using FigureList = QList<ReportFigure>;
using FigureName = std::pair<QString, QString>;

/// The figures of every replication of one side, at its number.
struct SideRuns
{
    Report report;
    std::vector<FigureList> each;
};

Result<SideRuns> runSide(const SettledDesign &design, const SimulationOptions &options, SimulationControl control)
{
    SideRuns runs;
    control.finished = [&runs](int replication, const Report &report) {
        runs.each.resize(std::size_t(replication) + 1);
        // One that was stopped covers less time than its partner: it stays empty, and makes no pair.
        if (!report.stopped)
            runs.each.back() = reportFigures(report);
    };
    Result<Report> report = runSettled(design, options, control);
    if (!report)
        return report.error();
    runs.report = std::move(*report);
    return runs;
}

/// \a control whose progress runs from \a from to \a to of the whole.
SimulationControl partOf(const SimulationControl &control, double from, double to)
{
    SimulationControl part;
    part.stop = control.stop;
    if (control.progress)
        part.progress = [tell = control.progress, from, to](double share) { tell(from + share * (to - from)); };
    return part;
}

/// Lays the replications of both sides beside each other.
class Pairing
{
public:
    Pairing(const std::vector<FigureList> &first, const std::vector<FigureList> &second)
    {
        const std::size_t pairs = std::min(first.size(), second.size());
        for (std::size_t i = 0; i < pairs; ++i)
            add(first.at(i), second.at(i));
    }

    QList<PairedFigure> figures() const
    {
        QList<PairedFigure> figures;
        for (const Row &row : m_rows) {
            if (row.differences.count() > 0)
                figures.append(figureOf(row));
        }
        std::stable_sort(figures.begin(), figures.end(), [](const PairedFigure &a, const PairedFigure &b) {
            if (a.isSignificant() != b.isSignificant())
                return a.isSignificant();
            return changeWeight(a.first, a.second) > changeWeight(b.first, b.second);
        });
        return figures;
    }

private:
    struct Row
    {
        ReportFigure figure;
        RunMeans first, second, differences;
    };

    void add(const FigureList &first, const FigureList &second)
    {
        QHash<FigureName, double> partner;
        for (const ReportFigure &figure : second)
            partner.insert({figure.element, figure.key}, figure.value);
        for (const ReportFigure &figure : first) {
            const auto match = partner.constFind({figure.element, figure.key});
            if (match == partner.cend())
                continue;
            Row &row = rowOf(figure);
            row.first.add(figure.value);
            row.second.add(*match);
            row.differences.add(*match - figure.value);
        }
    }

    Row &rowOf(const ReportFigure &figure)
    {
        const FigureName name{figure.element, figure.key};
        const auto known = m_places.constFind(name);
        if (known != m_places.cend())
            return m_rows.at(*known);
        m_places.insert(name, m_rows.size());
        m_rows.push_back({figure, {}, {}, {}});
        return m_rows.back();
    }

    static PairedFigure figureOf(const Row &row)
    {
        PairedFigure paired;
        paired.element = row.figure.element;
        paired.key = row.figure.key;
        paired.figure = row.figure.figure;
        paired.unit = row.figure.unit;
        paired.first = row.first.mean();
        paired.second = row.second.mean();
        paired.difference = row.differences.mean();
        paired.ci95 = row.differences.halfWidth();
        paired.pairs = static_cast<int>(row.differences.count());
        return paired;
    }

    std::vector<Row> m_rows;
    QHash<FigureName, std::size_t> m_places;
};

QStringList elementsOf(const Report &report)
{
    QStringList elements;
    for (const ReportFigure &figure : reportFigures(report))
        elements.append(figure.element);
    elements.sort();
    elements.removeDuplicates();
    return elements;
}

QStringList without(QStringList elements, const QStringList &others)
{
    elements.removeIf([&others](const QString &element) { return others.contains(element); });
    return elements;
}

Result<SettledDesign> settleSide(const Catalog &catalog, const ComparisonOptions &options, const ComparedSide &side)
{
    SimulationOptions settings;
    settings.scenario = side.scenario;
    settings.set = options.set + side.set;
    return settleDesign(catalog, settings);
}

} // namespace

bool PairedFigure::isSignificant() const
{
    return ci95 && std::abs(difference) > *ci95;
}

bool PairedFigure::isEqual() const
{
    return difference == 0 && (!ci95 || *ci95 == 0);
}

qsizetype PairedComparison::significant() const
{
    return std::count_if(figures.begin(), figures.end(), [](const PairedFigure &f) { return f.isSignificant(); });
}

Result<PairedComparison> compareScenarios(const Catalog &catalog, const ComparisonOptions &options,
                                          const SimulationControl &control)
{
    return compareDesigns(catalog, catalog, options, control);
}

Result<PairedComparison> compareDesigns(const Catalog &firstDesign, const Catalog &secondDesign,
                                        const ComparisonOptions &options, const SimulationControl &control)
{
    if (options.replications && *options.replications < 2)
        return Error{tr("One pair of runs says nothing about chance."), {}, tr("Ask for 2 replications or more.")};
    const Result<SettledDesign> first = settleSide(firstDesign, options, options.first);
    if (!first)
        return first.error();
    const Result<SettledDesign> second = settleSide(secondDesign, options, options.second);
    if (!second)
        return second.error();
    const int most = std::max({first->scenario.replications.value_or(usualPairs),
                               second->scenario.replications.value_or(usualPairs), usualPairs});
    SimulationOptions run;
    run.seed = options.seed.value_or(first->scenario.seed.value_or(1));
    run.replications = options.replications.value_or(most);
    run.threads = options.threads;
    run.bins = options.bins;
    run.root = options.root;
    Result<SideRuns> left = runSide(*first, run, partOf(control, 0, 0.5));
    if (!left)
        return left.error();
    Result<SideRuns> right = runSide(*second, run, partOf(control, 0.5, 1));
    if (!right)
        return right.error();
    PairedComparison comparison;
    comparison.figures = Pairing(left->each, right->each).figures();
    comparison.stopped = left->report.stopped || right->report.stopped || control.stop.stop_requested();
    const QStringList before = elementsOf(left->report), after = elementsOf(right->report);
    comparison.onlyFirst = without(before, after);
    comparison.onlySecond = without(after, before);
    comparison.first = std::move(left->report);
    comparison.second = std::move(right->report);
    return comparison;
}

} // namespace weir
