// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/sweeptool.h"

#include "ui/editing/projectdocument.h"
#include "ui/simulator/elementname.h"
#include "ui/simulator/simulationtool.h"

#include "core/usecases/experiments.h"
#include "core/usecases/experimenttext.h"

#include <algorithm>
#include <cmath>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

FigureUnit unitOf(const AssertionReport &assertion)
{
    return assertion.isDuration ? FigureUnit::Seconds : assertion.isShare ? FigureUnit::Share : FigureUnit::Messages;
}

/// What the figures of a parameter's element are called in reports: `billing/bill` for
/// `services/billing/receives/bill/instances`; empty for what has none.
QString figuresElement(const QString &path)
{
    const QString kind = path.section(u'/', 0, 0), id = path.section(u'/', 1, 1), part = path.section(u'/', 2, 2);
    if (kind == "services"_L1 && part == "outbox"_L1)
        return u"outboxes/"_s + id;
    if (kind == "services"_L1)
        return id + u'/' + path.section(u'/', 3, 3);
    return kind == "channels"_L1 || kind == "webhooks"_L1 ? kind + u'/' + id : QString();
}

} // namespace

std::optional<double> SweepQuantity::valueIn(const Report &report) const
{
    std::optional<double> value;
    if (assertion >= 0) {
        value = report.assertions.value(assertion).value;
    } else {
        for (const ReportFigure &figure : reportFigures(report)) {
            if (figure.element == element && figure.key == key)
                value = figure.value;
        }
    }
    return value && std::isfinite(*value) ? value : std::nullopt;
}

SweepTool::SweepTool(ProjectDocument &document, SimulationTool &simulation, QObject *parent)
    : ExperimentTool(document, parent)
    , m_simulation(simulation)
{
    connect(&document, &ProjectDocument::selectionChanged, this, &SweepTool::followSelection);
    connect(&document, &ProjectDocument::elementsChanged, this, &SweepTool::followSelection);
    connect(&simulation, &SimulationTool::scenarioChanged, this, &SweepTool::followSelection);
    followSelection();
}

const SweepParameter *SweepTool::parameter(const QString &path) const
{
    const auto found = std::find_if(m_parameters.cbegin(), m_parameters.cend(),
                                    [&path](const SweepParameter &parameter) { return parameter.path == path; });
    return found == m_parameters.cend() ? nullptr : &*found;
}

/// Selection, then what is chosen, then the scenario: two parameters may be of different elements.
void SweepTool::fillParameters()
{
    QList<SweepParameter> kept;
    for (const SweepAxis &axis : m_axes) {
        if (const SweepParameter *chosen = parameter(axis.path))
            kept << *chosen;
    }
    const Catalog &catalog = document().catalog();
    m_parameters = sweepParameters(catalog, document().selection().value(0), {});
    const auto add = [this](const QList<SweepParameter> &more) {
        for (const SweepParameter &candidate : more) {
            if (!parameter(candidate.path))
                m_parameters << candidate;
        }
    };
    kept.removeIf([&catalog](const SweepParameter &chosen) {
        const auto element = ElementRef::fromPath(chosen.path);
        return !element || element->kind == Kind::Scenario || !catalog.contains(*element);
    });
    add(kept);
    add(sweepParameters(catalog, {}, m_simulation.scenario()));
}

void SweepTool::followSelection()
{
    fillParameters();
    for (SweepAxis &axis : m_axes) {
        if (!axis.path.isEmpty() && !parameter(axis.path)) {
            axis = {};
            m_isChosen = m_isChosen && &axis != &m_axes.front();
        }
    }
    if (!m_isChosen)
        choose(0, m_parameters.isEmpty() ? QString() : m_parameters.first().path);
    m_isChosen = m_isChosen && !m_axes.front().path.isEmpty();
    fillParameters();
    emit parametersChanged();
    emit changed();
}

void SweepTool::choose(int index, const QString &path)
{
    const SweepParameter *chosen = parameter(path);
    if (index == 0)
        m_isChosen = chosen && path != m_parameters.first().path;
    SweepAxis axis;
    if (chosen)
        axis = {path, chosen->from, chosen->to, chosen->steps};
    if (axis == m_axes.at(std::size_t(index)))
        return;
    m_axes.at(std::size_t(index)) = axis;
    emit parametersChanged();
    emit changed();
}

void SweepTool::setRange(int index, const QString &from, const QString &to, int steps)
{
    SweepAxis &axis = m_axes.at(std::size_t(index));
    if (axis.path.isEmpty())
        return;
    const SweepAxis changedAxis{axis.path, from, to, steps};
    if (changedAxis == axis)
        return;
    axis = changedAxis;
    if (index == 0)
        m_isChosen = true;
    emit changed();
}

Result<QList<Variation>> SweepTool::variations() const
{
    QList<Variation> all;
    for (const SweepAxis &axis : m_axes) {
        const SweepParameter *chosen = parameter(axis.path);
        if (!chosen)
            continue;
        const Result<Variation> variation = variationOf(*chosen, axis.from, axis.to, axis.steps);
        if (!variation)
            return variation.error();
        all << *variation;
    }
    return all;
}

QString SweepTool::obstacle() const
{
    if (m_axes.front().path.isEmpty())
        return tr("Select a service, channel or event in the diagram: its parameters can be varied.");
    if (m_axes.front().path == m_axes.back().path)
        return tr("Both parameters are the same: choose another one.");
    const Result<QList<Variation>> valid = variations();
    if (!valid)
        return valid.error().message + u' ' + valid.error().hint;
    return {};
}

ExperimentTool::Work SweepTool::work()
{
    SweepOptions options;
    options.vary = *variations();
    options.run = m_simulation.options();
    QStringList names;
    for (const Variation &variation : std::as_const(options.vary)) {
        const SweepParameter *chosen = parameter(variation.path);
        names << tr("%1: %2").arg(chosen->element, chosen->name);
    }
    return [this, options, names, catalog = document().catalog()](const SimulationControl &control) -> Outcome {
        const auto result = std::make_shared<Result<Sweep>>(runSweep(catalog, options, control));
        return [this, names, result]() -> std::optional<Error> {
            if (!*result)
                return result->error();
            m_sweep = **result;
            m_names = names;
            m_shown = std::min(m_shown, std::max(0, int(quantities().size()) - 1));
            return std::nullopt;
        };
    };
}

void SweepTool::forget()
{
    m_sweep.reset();
    m_names.clear();
    m_shown = 0;
    m_axes = {};
    m_isChosen = false;
    m_parameters.clear();
    followSelection();
}

QList<SweepQuantity> SweepTool::quantities() const
{
    QList<SweepQuantity> all;
    if (!m_sweep || m_sweep->points.isEmpty())
        return all;
    const Report &first = m_sweep->points.first().report;
    for (qsizetype i = 0; i < first.assertions.size(); ++i) {
        const AssertionReport &assertion = first.assertions.at(i);
        all << SweepQuantity{assertion.text, unitOf(assertion), promisedLimit(assertion), i, {}, {}};
    }
    QStringList elements;
    for (const Variation &variation : m_sweep->parameters)
        elements << figuresElement(variation.path);
    for (const BottleneckReport &bottleneck : first.bottlenecks)
        elements << bottleneck.element;
    for (const ReportFigure &figure : reportFigures(first)) {
        if (!elements.contains(figure.element))
            continue;
        const QString name = tr("%1: %2").arg(elementName(document().catalog(), figure.element), figure.figure);
        all << SweepQuantity{name, figure.unit, {}, -1, figure.element, figure.key};
    }
    return all;
}

void SweepTool::setShown(int index)
{
    if (index == m_shown || index < 0 || index >= quantities().size())
        return;
    m_shown = index;
    emit changed();
}

SweepQuantity SweepTool::shownQuantity() const
{
    return quantities().value(m_shown);
}

QString SweepTool::sentence() const
{
    if (!m_sweep)
        return {};
    QString text = sweepSentence(*m_sweep);
    const SweepQuantity shown = shownQuantity();
    if (shown.assertion >= 0 && m_sweep->parameters.size() == 1) {
        const QStringList places = sweepPlaces(*m_sweep, shown.assertion);
        text += u' ' + tr("%1 %2.").arg(shown.name, places.join(u", "_s));
    }
    return text;
}

ResultTable SweepTool::table() const
{
    ResultTable table;
    if (!m_sweep || m_sweep->points.isEmpty())
        return table;
    table.head = m_names;
    table.head << tr("holds") << tr("busiest") << tr("busy");
    table.texts = 0;
    const SweepQuantity shown = shownQuantity();
    const QList<AssertionReport> &promises = m_sweep->points.first().report.assertions;
    for (const AssertionReport &promise : promises)
        table.head << promise.text;
    const bool isFigure = shown.assertion < 0 && !shown.name.isEmpty();
    if (isFigure)
        table.head << shown.name;
    for (const SweepPoint &point : m_sweep->points) {
        ResultRow row;
        for (qsizetype i = 0; i < point.at.size(); ++i)
            row.cells << ResultCell{m_sweep->parameters.at(i).texts.at(point.at.at(i)), int(point.at.at(i))};
        const bool holds = point.report.holds;
        row.cells << ResultCell{holds ? tr("✓ yes") : tr("✕ no"), holds ? 1 : 0,
                                holds ? ResultTone::Good : ResultTone::Bad};
        const BottleneckReport worst = point.report.bottlenecks.value(0);
        row.element = worst.element;
        row.cells << ResultCell{worst.element.isEmpty() ? u"–"_s : elementName(document().catalog(), worst.element)}
                  << ResultCell{figureText(worst.utilisation, FigureUnit::Utilisation), worst.utilisation};
        for (const AssertionReport &promise : point.report.assertions)
            row.cells << ResultCell{promise.value ? figureText(*promise.value, unitOf(promise)) : u"–"_s,
                                    promise.value.value_or(-1), promise.holds ? ResultTone::Plain : ResultTone::Bad};
        if (isFigure) {
            const auto value = shown.valueIn(point.report);
            row.cells << ResultCell{value ? figureText(*value, shown.unit) : u"–"_s, value.value_or(-1)};
        }
        table.rows << row;
    }
    return table;
}

ResultTable SweepTool::heatTable() const
{
    ResultTable table;
    if (!m_sweep || m_sweep->parameters.size() < 2 || m_sweep->points.isEmpty())
        return table;
    const SweepQuantity shown = shownQuantity();
    QList<std::optional<double>> values;
    double low = 1e300, high = -1e300;
    for (const SweepPoint &point : m_sweep->points) {
        values << shown.valueIn(point.report);
        low = std::min(low, values.last().value_or(low));
        high = std::max(high, values.last().value_or(high));
    }
    table.head << QString();
    table.head += m_sweep->parameters.at(1).texts;
    for (const QString &text : m_sweep->parameters.first().texts) {
        ResultRow row;
        row.cells << ResultCell{text, {}, ResultTone::Dim};
        for (int i = 1; i < table.head.size(); ++i)
            row.cells << ResultCell{u"–"_s, {}, ResultTone::Dim};
        table.rows << row;
    }
    for (qsizetype i = 0; i < m_sweep->points.size(); ++i) {
        const SweepPoint &point = m_sweep->points.at(i);
        const std::optional<double> value = values.at(i);
        const bool keeps =
            shown.assertion >= 0 ? point.report.assertions.value(shown.assertion).holds : point.report.holds;
        ResultCell cell{(keeps ? QString() : u"✕ "_s) + (value ? figureText(*value, shown.unit) : u"–"_s),
                        {},
                        keeps ? ResultTone::Plain : ResultTone::Bad};
        if (value && high > low)
            cell.heat = (*value - low) / (high - low);
        table.rows[point.at.first()].cells[point.at.last() + 1] = cell;
    }
    return table;
}

/// The shown quantity along the last parameter, with two parameters at value number \a first of the first one.
ChartLine SweepTool::lineOf(const SweepQuantity &quantity, qsizetype first) const
{
    ChartLine line;
    const bool isGrid = m_sweep->parameters.size() > 1;
    line.name = isGrid ? m_sweep->parameters.first().texts.at(first) : QString();
    line.series = int(first);
    for (const SweepPoint &point : m_sweep->points) {
        const auto value = quantity.valueIn(point.report);
        if (value && (!isGrid || point.at.first() == first))
            line.points << QPointF(double(point.at.last()), *value);
    }
    return line;
}

ChartData SweepTool::chart() const
{
    ChartData data;
    if (!m_sweep || m_sweep->points.isEmpty())
        return data;
    const SweepQuantity shown = shownQuantity();
    data.title = shown.name;
    data.unit = m_names.last();
    data.isDuration = shown.unit == FigureUnit::Seconds;
    const QStringList &texts = m_sweep->parameters.last().texts;
    data.from = -0.25;
    data.to = double(texts.size()) - 0.75;
    for (qsizetype i = 0; i < texts.size(); ++i)
        data.places << ChartPlace{double(i), texts.at(i)};
    const qsizetype lines = m_sweep->parameters.size() > 1 ? m_sweep->parameters.first().texts.size() : 1;
    for (qsizetype i = 0; i < std::min<qsizetype>(lines, mostLines); ++i)
        data.lines << lineOf(shown, i);
    if (shown.limit)
        data.levels << ChartLevel{*shown.limit, tr("promised %1").arg(figureText(*shown.limit, shown.unit))};
    return data;
}

QByteArray SweepTool::csv() const
{
    return m_sweep ? sweepCsv(*m_sweep) : QByteArray();
}

} // namespace weir
