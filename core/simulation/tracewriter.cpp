// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/tracewriter.h"

#include "core/base/json.h"
#include "core/base/translate.h"

#include <nlohmann/json.hpp>

#include <QIODevice>

namespace weir {

namespace {

/// Bytes that are held before they are written.
constexpr qsizetype heldAtMost = 64 * 1024;

QByteArray quoted(const QString &text)
{
    return QByteArray::fromStdString(jsonOf(text).dump());
}

/// Seconds with as many digits as they have, at most nine.
QByteArray timeText(sim::Time time)
{
    QByteArray text = QByteArray::number(time / sim::second);
    sim::Time rest = time % sim::second;
    if (rest == 0)
        return text;
    QByteArray digits = QByteArray::number(rest).rightJustified(9, '0');
    while (digits.endsWith('0'))
        digits.chop(1);
    return text + '.' + digits;
}

} // namespace

const char *stepName(sim::Step step)
{
    switch (step) {
        using enum sim::Step;
    case Committed:
        return "committed";
    case Published:
        return "published";
    case Queued:
        return "queued";
    case Started:
        return "started";
    case Succeeded:
        return "succeeded";
    case Failed:
        return "failed";
    case TimedOut:
        return "timedOut";
    case Aborted:
        return "aborted";
    case RetryScheduled:
        return "retryScheduled";
    case DeadLettered:
        return "deadLettered";
    case Lost:
        return "lost";
    case Redelivered:
        return "redelivered";
    case Rejected:
        return "rejected";
    case Dropped:
        return "dropped";
    case Expired:
        return "expired";
    case Redriven:
        return "redriven";
    case Duplicated:
        return "duplicated";
    }
    return "";
}

TraceWriter::TraceWriter(const TraceTarget &target, const BuiltNetwork &built, const TraceHead &head) : m_target(target)
{
    for (qsizetype i = 0; i < built.publications.size(); ++i) {
        const sim::Index type = built.network.publications.at(std::size_t(i)).eventType;
        m_publications.append(",\"publication\":" + quoted(built.publications.at(i))
                              + ",\"event\":" + quoted(built.eventTypes.value(qsizetype(type))));
    }
    for (const QString &subscription : built.subscriptions)
        m_subscriptions.append(",\"subscription\":" + quoted(subscription));
    Json line = Json::object();
    line["$schema"] = "https://weir.dev/schema/1/trace.json";
    line["tool"] = "weir";
    line["version"] = WEIR_VERSION;
    line["project"] = jsonOf(head.project);
    line["scenario"] = jsonOf(head.scenario);
    line["seed"] = head.seed;
    line["replication"] = 0;
    line["every"] = target.every;
    m_held = QByteArray::fromStdString(line.dump()) + '\n';
}

void TraceWriter::step(const sim::TraceStep &step)
{
    if (m_target.every > 1 && (step.correlation - 1) % m_target.every != 0)
        return;
    m_held += "{\"time\":" + timeText(step.time) + ",\"step\":\"" + stepName(step.step) + '"';
    m_held += ",\"message\":" + QByteArray::number(step.message);
    m_held += ",\"correlation\":" + QByteArray::number(step.correlation);
    if (step.cause != 0)
        m_held += ",\"cause\":" + QByteArray::number(step.cause);
    m_held += m_publications.value(qsizetype(step.publication));
    if (step.subscription != sim::noIndex)
        m_held += m_subscriptions.value(qsizetype(step.subscription));
    if (step.attempt > 0)
        m_held += ",\"attempt\":" + QByteArray::number(step.attempt);
    m_held += "}\n";
    if (m_held.size() > heldAtMost)
        flush();
}

void TraceWriter::flush()
{
    m_isBroken = m_isBroken || m_target.device->write(m_held) != m_held.size();
    m_held.clear();
}

Result<void> TraceWriter::finish()
{
    flush();
    if (m_isBroken)
        return Error{
            tr("The trace could not be written: %1.").arg(m_target.device->errorString()), {}, tr("Is the disk full?")};
    return {};
}

} // namespace weir
