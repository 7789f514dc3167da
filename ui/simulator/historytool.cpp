// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/historytool.h"

#include "ui/editing/projectdocument.h"
#include "ui/simulator/elementname.h"
#include "ui/simulator/simulationtool.h"

#include "core/simulation/reportfigures.h"

#include <QLocale>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

using sim::Step;

ResultTone toneOf(HistoryOutcome outcome)
{
    switch (outcome) {
    case HistoryOutcome::Succeeded:
        return ResultTone::Good;
    case HistoryOutcome::Retried:
    case HistoryOutcome::InFlight:
        return ResultTone::Warning;
    case HistoryOutcome::Expired:
    case HistoryOutcome::Dropped:
    case HistoryOutcome::DeadLettered:
    case HistoryOutcome::Lost:
        return ResultTone::Bad;
    }
    return ResultTone::Plain;
}

ResultTone toneOf(Step step)
{
    if (step == Step::Succeeded)
        return ResultTone::Good;
    return step == Step::Started ? ResultTone::Warning : ResultTone::Bad;
}

/// Seconds as simulated time with thousandths: attempts lie near each other.
QString moment(double seconds)
{
    const qint64 minutes = qint64(seconds) / 60;
    return u"%1:%2:%3"_s.arg(minutes / 60, 2, 10, QChar(u'0'))
        .arg(minutes % 60, 2, 10, QChar(u'0'))
        .arg(seconds - double(minutes) * 60, 6, 'f', 3, QChar(u'0'));
}

} // namespace

QString outcomeName(HistoryOutcome outcome)
{
    switch (outcome) {
    case HistoryOutcome::Succeeded:
        return HistoryTool::tr("succeeded");
    case HistoryOutcome::Retried:
        return HistoryTool::tr("succeeded after retries");
    case HistoryOutcome::InFlight:
        return HistoryTool::tr("in flight");
    case HistoryOutcome::Expired:
        return HistoryTool::tr("expired");
    case HistoryOutcome::Dropped:
        return HistoryTool::tr("dropped");
    case HistoryOutcome::DeadLettered:
        return HistoryTool::tr("dead letter");
    case HistoryOutcome::Lost:
        return HistoryTool::tr("lost");
    }
    return {};
}

QString stepTitle(Step step)
{
    switch (step) {
    case Step::Committed:
        return HistoryTool::tr("committed");
    case Step::Published:
        return HistoryTool::tr("published");
    case Step::Queued:
        return HistoryTool::tr("queued");
    case Step::Started:
        return HistoryTool::tr("started");
    case Step::Succeeded:
        return HistoryTool::tr("succeeded");
    case Step::Failed:
        return HistoryTool::tr("failed");
    case Step::TimedOut:
        return HistoryTool::tr("timed out");
    case Step::Aborted:
        return HistoryTool::tr("aborted: the service went down");
    case Step::RetryScheduled:
        return HistoryTool::tr("waits for a retry");
    case Step::DeadLettered:
        return HistoryTool::tr("became a dead letter");
    case Step::Lost:
        return HistoryTool::tr("was lost");
    case Step::Redelivered:
        return HistoryTool::tr("delivered again: no acknowledgement");
    case Step::Rejected:
        return HistoryTool::tr("rejected: the channel is full");
    case Step::Dropped:
        return HistoryTool::tr("dropped: the channel is full");
    case Step::Expired:
        return HistoryTool::tr("expired");
    case Step::Redriven:
        return HistoryTool::tr("redriven from the dead letters");
    case Step::Duplicated:
        return HistoryTool::tr("delivered twice");
    }
    return {};
}

HistoryTool::HistoryTool(ProjectDocument &document, SimulationTool &simulation, QObject *parent)
    : ExperimentTool(document, parent)
    , m_simulation(simulation)
{
    connect(&simulation, &SimulationTool::currentChanged, this, &HistoryTool::followRun);
    connect(&simulation, &SimulationTool::runningChanged, this, &HistoryTool::changed);
}

/// The sample belongs to one run; that of another one must be asked for.
void HistoryTool::followRun()
{
    if (m_simulation.currentNumber() == m_run)
        return;
    abandon();
    forget();
    emit changed();
}

void HistoryTool::setOutcome(std::optional<HistoryOutcome> outcome)
{
    if (outcome == m_outcome)
        return;
    m_outcome = outcome;
    emit changed();
}

void HistoryTool::setFilter(const QString &words)
{
    const QStringList list = words.split(u' ', Qt::SkipEmptyParts);
    if (list == m_words)
        return;
    m_words = list;
    emit changed();
}

int HistoryTool::count(HistoryOutcome outcome) const
{
    return int(m_outcomes.count(outcome));
}

const EventHistory *HistoryTool::selected() const
{
    if (!m_histories || m_selected == 0)
        return nullptr;
    const QList<EventHistory> &all = m_histories->events;
    const auto found = std::find_if(all.cbegin(), all.cend(),
                                    [this](const EventHistory &history) { return history.message == m_selected; });
    return found == all.cend() ? nullptr : &*found;
}

void HistoryTool::select(quint64 message)
{
    if (message == m_selected)
        return;
    m_selected = message;
    if (const EventHistory *history = selected()) {
        QStringList elements{history->publication};
        elements += history->subscriptions();
        m_simulation.selectElements(elements);
    }
    emit changed();
}

QString HistoryTool::obstacle() const
{
    if (!m_simulation.current())
        return tr("Run a scenario first: its events can be followed then.");
    return m_simulation.isRunning() ? tr("Wait for the end of the run.") : QString();
}

ExperimentTool::Work HistoryTool::work()
{
    const SimulationRun &run = *m_simulation.current();
    quint64 published = 0;
    for (const PublicationReport &publication : run.report.publications)
        published += publication.produced;
    const quint64 each = published / quint64(std::max(1, run.report.replications));
    const quint64 every = std::max<quint64>(1, each / wantedEvents);
    SimulationOptions options = m_simulation.options();
    options.scenario = run.scenario;
    options.seed = run.report.seed;
    return [this, every, options, catalog = run.catalog,
            number = run.number](const SimulationControl &control) -> Outcome {
        const auto result = std::make_shared<Result<EventHistories>>(sampleHistories(catalog, options, every, control));
        return [this, number, result]() -> std::optional<Error> {
            if (!*result)
                return result->error();
            m_histories = **result;
            m_run = number;
            m_outcomes.clear();
            for (const EventHistory &history : std::as_const(m_histories->events))
                m_outcomes << history.outcome();
            return std::nullopt;
        };
    };
}

void HistoryTool::forget()
{
    m_histories.reset();
    m_outcomes.clear();
    m_run = 0;
    m_selected = 0;
}

QString HistoryTool::sentence() const
{
    if (!m_histories)
        return {};
    const QString number = QLocale().toString(m_histories->events.size());
    if (m_histories->every == 1 && !m_histories->isFull)
        return tr("All %1 events of the first replication of run #%2.").arg(number).arg(m_run);
    if (m_histories->isFull)
        return tr("The first %1 events of the first replication of run #%2, one chain in %3.")
            .arg(number)
            .arg(m_run)
            .arg(m_histories->every);
    return tr("%1 events of the first replication of run #%2: one chain in %3, with all that it causes.")
        .arg(number)
        .arg(m_run)
        .arg(m_histories->every);
}

bool HistoryTool::isShown(const EventHistory &history, HistoryOutcome outcome) const
{
    if (m_outcome && *m_outcome != outcome)
        return false;
    const QString text = history.event + u' ' + history.publication + u' ' + history.subscriptions().join(u' ')
        + u" #"_s + QString::number(history.message);
    return std::all_of(m_words.cbegin(), m_words.cend(),
                       [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

ResultTable HistoryTool::table() const
{
    ResultTable table;
    if (!m_histories)
        return table;
    table.head = {tr("Event"), tr("Outcome"), tr("No."), tr("At"), tr("Attempts"), tr("Took")};
    table.texts = 2;
    for (qsizetype i = 0; i < m_histories->events.size(); ++i) {
        const EventHistory &history = m_histories->events.at(i);
        const HistoryOutcome outcome = m_outcomes.at(i);
        if (!isShown(history, outcome))
            continue;
        const qsizetype attempts = history.attempts().size();
        const double began = history.steps.isEmpty() ? 0 : history.steps.first().time;
        ResultRow row;
        row.id = history.message;
        row.element = history.publication;
        row.cells << ResultCell{history.event} << ResultCell{outcomeName(outcome), int(outcome), toneOf(outcome)}
                  << ResultCell{u"#"_s + QString::number(history.message), history.message, ResultTone::Dim}
                  << ResultCell{moment(began), began} << ResultCell{QLocale().toString(attempts), int(attempts)}
                  << ResultCell{figureText(history.duration(), FigureUnit::Seconds), history.duration()};
        table.rows << row;
    }
    return table;
}

void HistoryTool::addAttempts(ResultTable &table, const EventHistory &history) const
{
    for (const HistoryAttempt &attempt : history.attempts()) {
        ResultRow row;
        row.element = attempt.subscription;
        const QString took = attempt.ended ? figureText(*attempt.ended - attempt.started, FigureUnit::Seconds) : u"–"_s;
        const QString end = attempt.ended ? stepTitle(attempt.end) : tr("not ended");
        row.cells << ResultCell{elementName(document().catalog(), attempt.subscription)}
                  << ResultCell{tr("attempt %1 %2").arg(attempt.number).arg(end), {}, toneOf(attempt.end)}
                  << ResultCell{moment(attempt.started), attempt.started}
                  << ResultCell{took, attempt.ended.value_or(attempt.started) - attempt.started};
        table.rows << row;
    }
}

ResultTable HistoryTool::details() const
{
    ResultTable table;
    const EventHistory *history = selected();
    if (!history)
        return table;
    table.head = {tr("Where"), tr("What"), tr("At"), tr("Took")};
    table.texts = 2;
    addAttempts(table, *history);
    for (const HistoryStep &step : history->steps) {
        const bool isOfAttempt = step.step == Step::Started || step.step == Step::Succeeded || step.step == Step::Failed
            || step.step == Step::TimedOut || step.step == Step::Aborted || step.step == Step::Queued;
        if (isOfAttempt)
            continue;
        const QString where = step.subscription.isEmpty() ? history->publication : step.subscription;
        ResultRow row;
        row.element = where;
        row.cells << ResultCell{elementName(document().catalog(), where)}
                  << ResultCell{stepTitle(step.step), {}, ResultTone::Dim} << ResultCell{moment(step.time), step.time}
                  << ResultCell{QString(), 0.0};
        table.rows << row;
    }
    std::stable_sort(table.rows.begin(), table.rows.end(), [](const ResultRow &a, const ResultRow &b) {
        return a.cells.at(2).key.toDouble() < b.cells.at(2).key.toDouble();
    });
    return table;
}

QByteArray HistoryTool::csv() const
{
    if (!m_histories)
        return {};
    QByteArray csv = "message,event,publication,correlation,cause,outcome,subscription,attempt,started,ended,end\n";
    for (qsizetype i = 0; i < m_histories->events.size(); ++i) {
        const EventHistory &history = m_histories->events.at(i);
        if (!isShown(history, m_outcomes.at(i)))
            continue;
        for (const HistoryAttempt &attempt : history.attempts()) {
            const QStringList fields{QString::number(history.message),
                                     history.event,
                                     history.publication,
                                     QString::number(history.correlation),
                                     QString::number(history.cause),
                                     outcomeName(m_outcomes.at(i)),
                                     attempt.subscription,
                                     QString::number(attempt.number),
                                     QString::number(attempt.started, 'f', 9),
                                     attempt.ended ? QString::number(*attempt.ended, 'f', 9) : QString(),
                                     stepTitle(attempt.end)};
            csv += fields.join(u',').toUtf8() + '\n';
        }
    }
    return csv;
}

} // namespace weir
