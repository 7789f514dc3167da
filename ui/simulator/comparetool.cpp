// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/comparetool.h"

#include "ui/editing/projectdocument.h"
#include "ui/simulator/elementname.h"
#include "ui/simulator/simulationtool.h"

#include "core/usecases/experiments.h"
#include "core/usecases/experimenttext.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int chartBins = 120;
const QString runKey = u"run:"_s, scenarioKey = u"scenario:"_s;

QString withSign(double value, FigureUnit unit)
{
    const QString size = figureText(std::abs(value), unit);
    return value == 0 ? size : (value < 0 ? u'−' : u'+') + size;
}

/// `+12 %`; from ten times on `×34`.
QString changeOf(const PairedFigure &figure)
{
    if (figure.first == 0)
        return u"–"_s;
    const double factor = figure.second / figure.first;
    return factor < 10 ? withSign(factor - 1, FigureUnit::Utilisation)
                       : u"×"_s + figureText(std::round(factor), FigureUnit::Messages);
}

} // namespace

CompareTool::CompareTool(ProjectDocument &document, SimulationTool &simulation, QObject *parent)
    : ExperimentTool(document, parent)
    , m_simulation(simulation)
{
    connect(&simulation, &SimulationTool::runsChanged, this, &CompareTool::followCandidates);
    connect(&simulation, &SimulationTool::scenariosChanged, this, &CompareTool::followCandidates);
    followCandidates();
}

QList<ComparableSide> CompareTool::candidates() const
{
    QList<ComparableSide> all;
    for (const SimulationRun &run : m_simulation.runs())
        all << ComparableSide{runKey + QString::number(run.number), tr("Run #%1 · %2").arg(run.number).arg(run.title)};
    for (const Scenario &scenario : m_simulation.scenarios())
        all << ComparableSide{scenarioKey + scenario.id, tr("Scenario “%1”").arg(scenario.name())};
    return all;
}

/// Unless the user chose: the two newest runs, older first, else the first two scenarios.
void CompareTool::followCandidates()
{
    const QList<ComparableSide> all = candidates();
    const auto isThere = [&all](const QString &key) {
        return std::any_of(all.cbegin(), all.cend(), [&key](const ComparableSide &side) { return side.key == key; });
    };
    m_isChosen = m_isChosen && isThere(m_sides.front()) && isThere(m_sides.back());
    if (!m_isChosen && m_simulation.runs().size() >= 2)
        m_sides = {all.at(1).key, all.at(0).key};
    else if (!m_isChosen) {
        const qsizetype first = m_simulation.runs().size();
        m_sides = {all.value(first).key, all.value(first + 1).key};
    }
    emit changed();
}

void CompareTool::setSide(int index, const QString &key)
{
    if (m_sides.at(std::size_t(index)) == key)
        return;
    m_sides.at(std::size_t(index)) = key;
    m_isChosen = true;
    emit changed();
}

void CompareTool::setPairs(int pairs)
{
    const int most = std::clamp(pairs, leastPairs, mostPairs);
    if (most == m_pairs)
        return;
    m_pairs = most;
    emit changed();
}

void CompareTool::setShowsAll(bool all)
{
    if (all == m_showsAll)
        return;
    m_showsAll = all;
    emit changed();
}

QString CompareTool::obstacle() const
{
    if (candidates().size() < 2)
        return tr("There is nothing to compare yet: run twice, or add a second scenario.");
    if (m_sides.front().isEmpty() || m_sides.back().isEmpty())
        return tr("Choose what to compare.");
    if (m_sides.front() == m_sides.back())
        return tr("Both sides are the same: choose another one.");
    return {};
}

CompareTool::Design CompareTool::designOf(const QString &key) const
{
    if (key.startsWith(scenarioKey)) {
        const QString id = key.mid(scenarioKey.size());
        const Scenario *scenario = document().catalog().scenario(id);
        return {document().catalog(), id, scenario ? scenario->name() : id, 0};
    }
    const int number = key.mid(runKey.size()).toInt();
    if (const SimulationRun *run = m_simulation.keptRun(number))
        return {run->catalog, run->scenario, run->title, number};
    return {};
}

ExperimentTool::Work CompareTool::work()
{
    const Design first = designOf(m_sides.front()), second = designOf(m_sides.back());
    ComparisonOptions options;
    options.first.scenario = first.scenario;
    options.second.scenario = second.scenario;
    options.replications = m_pairs;
    options.bins = chartBins;
    options.root = m_simulation.options().root;
    return [this, first, second, options](const SimulationControl &control) -> Outcome {
        const auto result =
            std::make_shared<Result<PairedComparison>>(compareDesigns(first.catalog, second.catalog, options, control));
        return [this, first, second, result]() -> std::optional<Error> {
            if (!*result)
                return result->error();
            m_titles = {first.title, second.title};
            m_comparison = **result;
            const bool wasChosen = std::exchange(m_isChosen, true); // keeping runs must not choose others
            const int before = keptRun(first, m_comparison->first), now = keptRun(second, m_comparison->second);
            m_isChosen = wasChosen;
            m_simulation.setCurrent(now);
            m_simulation.setCompared(before);
            return std::nullopt;
        };
    };
}

/// The number of the run that charts lay over the other: the kept one, else the scenario's is kept now.
int CompareTool::keptRun(const Design &side, const Report &report)
{
    if (side.run > 0 && m_simulation.keptRun(side.run))
        return side.run;
    SimulationRun run;
    run.scenario = side.scenario;
    run.title = side.title;
    run.catalog = side.catalog;
    run.report = report;
    if (const Scenario *scenario = side.catalog.scenario(side.scenario))
        run.question = scenario->question;
    return m_simulation.keep(run);
}

void CompareTool::forget()
{
    m_comparison.reset();
    m_isChosen = false;
    followCandidates();
}

QString CompareTool::sentence() const
{
    if (!m_comparison)
        return {};
    return tr("A: %1 · B: %2. %3").arg(m_titles.front(), m_titles.back(), comparisonSentence(*m_comparison));
}

ResultTable CompareTool::table() const
{
    ResultTable table;
    if (!m_comparison)
        return table;
    table.head = {tr("Element"), tr("Figure"), tr("A"), tr("B"), tr("B − A"), tr("± 95 %"), tr("Change")};
    table.texts = 2;
    for (const PairedFigure &figure : m_comparison->figures) {
        const bool isSignificant = figure.isSignificant();
        if (!isSignificant && !m_showsAll)
            continue;
        const ResultTone tone = isSignificant ? ResultTone::Plain : ResultTone::Dim;
        ResultRow row;
        row.element = figure.element;
        row.cells << ResultCell{elementName(document().catalog(), figure.element), {}, tone}
                  << ResultCell{figure.figure, {}, tone}
                  << ResultCell{figureText(figure.first, figure.unit), figure.first, tone}
                  << ResultCell{figureText(figure.second, figure.unit), figure.second, tone}
                  << ResultCell{withSign(figure.difference, figure.unit), figure.difference, tone}
                  << ResultCell{figure.ci95 ? figureText(*figure.ci95, figure.unit) : u"–"_s, figure.ci95.value_or(0),
                                tone}
                  << ResultCell{changeOf(figure), changeWeight(figure.first, figure.second), tone};
        table.rows << row;
    }
    return table;
}

QByteArray CompareTool::csv() const
{
    return m_comparison ? comparisonCsv(*m_comparison) : QByteArray();
}

} // namespace weir
