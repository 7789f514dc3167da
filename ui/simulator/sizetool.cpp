// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/sizetool.h"

#include "ui/editing/projectdocument.h"
#include "ui/simulator/elementname.h"
#include "ui/simulator/simulationtool.h"

#include "core/simulation/reportfigures.h"
#include "core/usecases/experiments.h"
#include "core/usecases/experimenttext.h"

#include <QLocale>

#include <cmath>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// Colours of the lines: what was kept is green, what broke vermilion.
constexpr int keptSeries = 2, brokenSeries = 1;

ResultCell numberCell(int number)
{
    return {QLocale().toString(number), number};
}

} // namespace

SizeTool::SizeTool(ProjectDocument &document, SimulationTool &simulation, QObject *parent)
    : ExperimentTool(document, parent)
    , m_simulation(simulation)
{
    connect(&document, &ProjectDocument::elementsChanged, this, &SizeTool::changed);
}

void SizeTool::setQuestion(SizeQuestion question)
{
    if (question == m_question)
        return;
    m_question = question;
    emit changed();
}

QString SizeTool::obstacle() const
{
    return document().catalog().services().isEmpty() ? tr("The design has no service to be sized.") : QString();
}

ExperimentTool::Work SizeTool::work()
{
    SizingOptions options;
    options.question = m_question;
    options.run = m_simulation.options();
    return [this, options, catalog = document().catalog()](const SimulationControl &control) -> Outcome {
        const auto result = std::make_shared<Result<Sizing>>(findSize(catalog, options, control));
        return [this, result]() -> std::optional<Error> {
            if (!*result) {
                Error error = result->error();
                if (error.place.pointer.isEmpty() && error.place.file.isEmpty() && !error.hint.isEmpty())
                    error.hint = tr("Give subscriptions or events an SLA, or the scenario assertions.");
                return error;
            }
            m_sizing = **result;
            return std::nullopt;
        };
    };
}

void SizeTool::forget()
{
    m_sizing.reset();
}

QString SizeTool::sentence() const
{
    return m_sizing ? sizingSentence(*m_sizing) : QString();
}

ResultTable SizeTool::table() const
{
    if (!m_sizing || m_sizing->stopped)
        return {};
    return m_sizing->question == SizeQuestion::Instances ? instancesTable() : quantityTable();
}

ResultTable SizeTool::instancesTable() const
{
    ResultTable table;
    table.head = {tr("Subscription"), tr("Now"), tr("Estimate"), tr("Fewest"), tr("Busy"), tr("p99")};
    const ResultCell none{u"–"_s, -1, ResultTone::Dim};
    for (const SizedSubscription &sized : m_sizing->subscriptions) {
        const SubscriptionReport *measured = m_sizing->isPossible ? m_sizing->report.subscription(sized.path) : nullptr;
        ResultRow row;
        row.element = sized.path;
        row.cells << ResultCell{elementName(document().catalog(), sized.path)} << numberCell(sized.now)
                  << numberCell(sized.estimate);
        ResultCell fewest = m_sizing->isPossible ? numberCell(sized.fewest) : none;
        if (m_sizing->isPossible && sized.fewest > sized.now)
            fewest.tone = ResultTone::Bad;
        else if (m_sizing->isPossible && sized.fewest < sized.now)
            fewest.tone = ResultTone::Good;
        row.cells << fewest;
        row.cells << (measured ? ResultCell{figureText(measured->utilisation, FigureUnit::Utilisation),
                                            measured->utilisation}
                               : none);
        row.cells << (measured && measured->endToEnd
                          ? ResultCell{figureText(measured->endToEnd->p99, FigureUnit::Seconds),
                                       measured->endToEnd->p99}
                          : none);
        table.rows << row;
    }
    return table;
}

ResultTable SizeTool::quantityTable() const
{
    const SizedQuantity &quantity = m_sizing->quantity;
    const auto text = [this](std::optional<double> value) {
        return value ? sizedText(m_sizing->question, *value) : u"–"_s;
    };
    ResultTable table;
    table.head = {tr("What"), tr("Value")};
    const auto add = [&table](const QString &name, const QString &value, ResultTone tone) {
        ResultRow row;
        row.cells << ResultCell{name} << ResultCell{value, {}, tone};
        table.rows << row;
    };
    const bool isLoad = m_sizing->question == SizeQuestion::Load;
    add(isLoad ? tr("Load now") : tr("%1 now").arg(quantity.element), text(quantity.now), ResultTone::Plain);
    add(tr("Kept up to"), m_sizing->isPossible ? text(quantity.most) : u"–"_s, ResultTone::Good);
    add(tr("Broken from"), text(quantity.broken), ResultTone::Bad);
    add(tr("Estimate of queueing theory"), text(quantity.estimate), ResultTone::Dim);
    add(tr("Simulations"), QLocale().toString(m_sizing->runs), ResultTone::Dim);
    return table;
}

ChartData SizeTool::chart() const
{
    ChartData data;
    if (!m_sizing || m_sizing->trials.isEmpty())
        return data;
    const SizeQuestion asked = m_sizing->question;
    data.title = tr("Tries");
    data.unit = asked == SizeQuestion::Instances ? tr("instances in all")
        : asked == SizeQuestion::Load            ? tr("times the load")
                                                 : tr("how long");
    data.isDuration = asked == SizeQuestion::Outage;
    const qsizetype tries = m_sizing->trials.size();
    data.from = 0.5;
    data.to = double(tries) + 0.5;
    ChartLine kept{tr("kept"), keptSeries, {}, false}, broken{tr("broken"), brokenSeries, {}, false};
    for (qsizetype i = 0; i < tries; ++i) {
        const SizingTrial &trial = m_sizing->trials.at(i);
        const double number = double(i + 1);
        (trial.keeps ? kept : broken).points << QPointF(number, trial.at);
        data.places << ChartPlace{number, QLocale().toString(i + 1)};
    }
    data.lines << kept << broken;
    std::optional<double> estimate = m_sizing->quantity.estimate;
    if (asked == SizeQuestion::Instances) {
        estimate = 0;
        for (const SizedSubscription &sized : m_sizing->subscriptions)
            *estimate += sized.estimate;
    }
    if (estimate && std::isfinite(*estimate))
        data.levels << ChartLevel{*estimate, tr("estimate %1").arg(sizedText(asked, *estimate)), false};
    return data;
}

QByteArray SizeTool::csv() const
{
    return m_sizing ? sizingCsv(*m_sizing) : QByteArray();
}

} // namespace weir
