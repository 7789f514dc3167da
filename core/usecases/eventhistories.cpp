// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/eventhistories.h"

#include "core/base/json.h"
#include "core/base/translate.h"
#include "core/simulation/tracewriter.h"
#include "core/usecases/simulate.h"

#include <nlohmann/json.hpp>

#include <QHash>
#include <QIODevice>

#include <algorithm>

namespace weir {

namespace {

using sim::Step;

std::optional<Step> stepNamed(const QString &name)
{
    static const QHash<QString, Step> steps = [] {
        QHash<QString, Step> all;
        for (int i = 0; i <= int(Step::Duplicated); ++i)
            all.insert(QString::fromLatin1(stepName(Step(i))), Step(i));
        return all;
    }();
    const auto found = steps.constFind(name);
    return found == steps.cend() ? std::nullopt : std::optional(*found);
}

quint64 numberOf(const Json &line, const char *key)
{
    const auto member = line.find(key);
    return member != line.end() && member->is_number_unsigned() ? member->get<quint64>() : 0;
}

/// Gathers histories from the lines of a trace, as many as are kept.
class HistoryReader
{
public:
    /// False for what is no line of a trace.
    bool read(const QByteArray &text)
    {
        const Json line = Json::parse(text.cbegin(), text.cend(), nullptr, false);
        if (!line.is_object())
            return false;
        if (line.contains("every")) {
            m_histories.every = std::max<quint64>(1, numberOf(line, "every"));
            m_hasHead = true;
            return true;
        }
        const auto step = stepNamed(memberText(line, u"step"));
        const auto time = line.find("time");
        const quint64 message = numberOf(line, "message");
        if (!m_hasHead || !step || message == 0 || time == line.end() || !time->is_number())
            return false;
        if (EventHistory *history = historyOf(message, line))
            add(*history,
                {time->get<double>(), *step, memberText(line, u"subscription"), int(numberOf(line, "attempt"))});
        return true;
    }

    EventHistories take()
    {
        std::sort(m_histories.events.begin(), m_histories.events.end(),
                  [](const EventHistory &a, const EventHistory &b) { return a.message < b.message; });
        return std::move(m_histories);
    }

private:
    /// nullptr for one that is not kept.
    EventHistory *historyOf(quint64 message, const Json &line)
    {
        const auto known = m_places.constFind(message);
        if (known != m_places.cend())
            return &m_histories.events[*known];
        if (m_histories.events.size() >= EventHistories::mostEvents) {
            m_histories.isFull = true;
            return nullptr;
        }
        m_places.insert(message, m_histories.events.size());
        EventHistory history;
        history.message = message;
        history.correlation = numberOf(line, "correlation");
        history.cause = numberOf(line, "cause");
        history.publication = memberText(line, u"publication");
        history.event = memberText(line, u"event");
        m_histories.events.append(history);
        return &m_histories.events.last();
    }

    static void add(EventHistory &history, const HistoryStep &step)
    {
        if (history.steps.size() < EventHistories::mostSteps)
            history.steps.append(step);
        else
            history.isCut = true;
    }

    EventHistories m_histories;
    QHash<quint64, qsizetype> m_places;
    bool m_hasHead = false;
};

/// Takes a trace line by line while it is written, so that only what is kept needs memory.
class HistoryDevice : public QIODevice
{
public:
    HistoryDevice() { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }

    EventHistories take() { return m_reader.take(); }

protected:
    qint64 readData(char *, qint64) override { return -1; }

    qint64 writeData(const char *data, qint64 size) override
    {
        m_rest.append(data, qsizetype(size));
        qsizetype from = 0;
        for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n', from)) {
            if (!m_reader.read(m_rest.mid(from, end - from)))
                return -1;
            from = end + 1;
        }
        m_rest.remove(0, from);
        return size;
    }

private:
    HistoryReader m_reader;
    QByteArray m_rest;
};

bool isFailure(Step step)
{
    return step == Step::Failed || step == Step::TimedOut || step == Step::Aborted || step == Step::Redelivered;
}

/// How a copy ended that these steps were taken by, in order; \a isQueued: it came to a subscription.
HistoryOutcome outcomeOf(const QList<Step> &steps, bool isQueued)
{
    HistoryOutcome outcome = HistoryOutcome::InFlight;
    bool hasFailed = false;
    for (const Step step : steps) {
        hasFailed = hasFailed || isFailure(step);
        if (step == Step::Succeeded)
            outcome = hasFailed ? HistoryOutcome::Retried : HistoryOutcome::Succeeded;
        else if (step == Step::DeadLettered)
            outcome = HistoryOutcome::DeadLettered;
        else if (step == Step::Lost)
            outcome = HistoryOutcome::Lost;
        else if (step == Step::Expired)
            outcome = HistoryOutcome::Expired;
        else if (step == Step::Dropped || step == Step::Rejected)
            outcome = HistoryOutcome::Dropped;
        else if (step == Step::Redriven)
            outcome = HistoryOutcome::InFlight;
        else if (step == Step::Published && !isQueued)
            outcome = HistoryOutcome::Succeeded;
    }
    return outcome;
}

} // namespace

HistoryOutcome EventHistory::outcome() const
{
    QHash<QString, QList<Step>> copies;
    for (const HistoryStep &step : steps)
        copies[step.subscription].append(step.step);
    HistoryOutcome worst = HistoryOutcome::Succeeded;
    for (auto copy = copies.cbegin(); copy != copies.cend(); ++copy)
        worst = std::max(worst, outcomeOf(copy.value(), !copy.key().isEmpty()));
    return worst;
}

QList<HistoryAttempt> EventHistory::attempts() const
{
    QList<HistoryAttempt> attempts;
    for (const HistoryStep &step : steps) {
        if (step.step == Step::Started) {
            attempts.append({step.subscription, step.attempt, step.time, std::nullopt, Step::Started});
            continue;
        }
        const bool ends = step.step == Step::Succeeded || step.step == Step::Failed || step.step == Step::TimedOut
            || step.step == Step::Aborted;
        const auto open = std::find_if(attempts.rbegin(), attempts.rend(), [&step](const HistoryAttempt &attempt) {
            return !attempt.ended && attempt.subscription == step.subscription;
        });
        if (!ends || open == attempts.rend())
            continue;
        open->ended = step.time;
        open->end = step.step;
    }
    return attempts;
}

QStringList EventHistory::subscriptions() const
{
    QStringList paths;
    for (const HistoryStep &step : steps) {
        if (!step.subscription.isEmpty() && !paths.contains(step.subscription))
            paths.append(step.subscription);
    }
    return paths;
}

double EventHistory::duration() const
{
    return steps.isEmpty() ? 0 : steps.last().time - steps.first().time;
}

Result<EventHistories> readHistories(const QByteArray &trace)
{
    HistoryReader reader;
    int number = 0;
    for (const QByteArray &line : trace.split('\n')) {
        ++number;
        if (line.trimmed().isEmpty() || reader.read(line))
            continue;
        Place place;
        place.line = number;
        return Error{tr("Line %1 is no step of a trace.").arg(number), place,
                     tr("Traces are written by: weir simulate --trace FILE.")};
    }
    return reader.take();
}

Result<EventHistories> sampleHistories(const Catalog &catalog, const SimulationOptions &options, quint64 every,
                                       const SimulationControl &control)
{
    HistoryDevice device;
    const TraceTarget target{&device, std::max<quint64>(1, every)};
    SimulationOptions first = options;
    first.replications = 1;
    first.bins = 0;
    SimulationControl traced;
    traced.stop = control.stop;
    traced.progress = control.progress;
    traced.trace = &target;
    const Result<Report> report = simulate(catalog, first, traced);
    if (!report)
        return report.error();
    EventHistories histories = device.take();
    histories.stopped = report->stopped;
    return histories;
}

} // namespace weir
