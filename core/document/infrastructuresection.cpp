// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/translate.h"
#include "core/document/documentsections.h"

#include "core/document/queuesizing.h"
#include "core/document/wording.h"

#include "core/delivery/effective.h"

#include <QMap>

#include <algorithm>
#include <cmath>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QString optionalDuration(const std::optional<Duration> &duration)
{
    return duration ? durationWords(*duration) : QString();
}

QString optionalCount(const std::optional<int> &count)
{
    return count ? QString::number(*count) : QString();
}

QString secondsWords(const std::optional<double> &seconds)
{
    return seconds ? durationWords(Duration(std::llround(*seconds * 1e9))) : QString();
}

QString optionalNumber(const std::optional<double> &number)
{
    return number ? numberWords(*number) : QString();
}

/// Dead letter channel (empty: implicit) and the subscriptions that use it.
QMap<QString, QStringList> deadLetterUsers(const Catalog &catalog)
{
    QMap<QString, QStringList> users;
    for (const Service &service : catalog.services()) {
        for (const Subscription &subscription : service.receives) {
            const QString path = service.id + u'/' + subscription.id;
            const QString channel = delivery::deadLetterOf(catalog, subscription);
            users[channel.isEmpty() ? path + u".dlq"_s : channel].append(path);
        }
    }
    return users;
}

void addBroker(const DocumentContext &context)
{
    context.outline.add(Heading{3, tr("Message broker configuration"), {}});
    if (const auto &broker = context.catalog.project().broker)
        context.outline.add(Paragraph{Text().bold(tr("Broker")).plain(u": "_s + brokerWords(*broker)), false});
    if (context.catalog.channels().isEmpty())
        return;
    Table table{{wordColumn("Channel"), wordColumn("Kind"), wordColumn("Address"), numberColumn("Partitions"),
                 wordColumn("Retention"), wordColumn("Time to live"), numberColumn("Capacity"),
                 wordColumn("When full")},
                {}};
    for (const Channel &channel : context.catalog.channels()) {
        const QString whenFull = !channel.capacity ? QString()
            : channel.overflow == Overflow::Reject ? tr("new messages are rejected")
                                                   : tr("the oldest messages are dropped");
        table.rows.append(
            row({channel.title(), channelKindWords(channel.kind), channel.address, optionalCount(channel.partitions),
                 optionalDuration(channel.retention), optionalDuration(channel.ttl),
                 channel.capacity ? optionalCount(channel.capacity) : tr("unbounded"), whenFull}));
    }
    context.outline.add(table);
}

void addDeadLetterQueues(const DocumentContext &context)
{
    context.outline.add(Heading{3, tr("DLQ setup"), {}});
    const QMap<QString, QStringList> users = deadLetterUsers(context.catalog);
    if (users.isEmpty()) {
        context.outline.add(Paragraph{tr("Without subscriptions there are no dead letters."), false});
        return;
    }
    Table table{{wordColumn("Dead letter queue"), wordColumn("Takes failed messages of"), wordColumn("Retention"),
                 numberColumn("Capacity")},
                {}};
    for (auto it = users.constBegin(); it != users.constEnd(); ++it) {
        const Channel *channel = context.catalog.channel(it.key());
        QList<Text> cells = row({channel ? channel->title() : tr("%1 (implicit)").arg(it.key()),
                                 it.value().join(u", "_s), channel ? optionalDuration(channel->retention) : QString(),
                                 channel ? optionalCount(channel->capacity) : QString()});
        table.rows.append(cells);
    }
    context.outline.add(table);
}

void addMonitoring(const DocumentContext &context)
{
    const Catalog &catalog = context.catalog;
    context.outline.add(Heading{3, tr("Monitoring approach"), {}});
    BulletList list;
    QStringList outboxes, promised;
    qsizetype subscriptions = 0;
    for (const Service &service : catalog.services()) {
        if (service.outbox)
            outboxes.append(tr("%1 (relay polls every %2, %3 rows at a time)")
                                .arg(service.title(), durationWords(service.outbox->poll))
                                .arg(service.outbox->batch));
        subscriptions += service.receives.size();
    }
    for (const EventType &event : catalog.events()) {
        if (event.sla)
            promised.append(u"%1 (%2)"_s.arg(event.title(), durationWords(event.sla->within)));
    }
    const auto add = [&list](const QString &label, const QString &words) {
        list.items.append(Text().bold(label).plain(u": "_s + words));
    };
    if (!catalog.channels().isEmpty())
        add(tr("Channels"),
            tr("depth, age of the oldest message and messages each second of each channel (%1).")
                .arg(catalog.channels().size()));
    if (subscriptions > 0)
        add(tr("Consumers"),
            tr("attempts, failures, processing time and time from publish to success of each subscription (%1).")
                .arg(subscriptions));
    if (!outboxes.isEmpty())
        add(tr("Outboxes"), tr("rows waiting and their age: %1.").arg(outboxes.join(u", "_s)));
    if (!promised.isEmpty())
        add(tr("Latency against the SLA"), promised.join(u", "_s) + u'.');
    for (const Stream &stream : catalog.streams())
        add(tr("Live stream"),
            tr("%1 carries %2, with a heartbeat every %3.")
                .arg(stream.path, stream.events.join(u", "_s), durationWords(stream.heartbeat)));
    add(tr("Tracing"), tr("correlation and causation ids of the envelope link each event to its cause."));
    context.outline.add(list);
}

void addSizing(const DocumentContext &context)
{
    const QList<SizingRow> rows = queueSizing(context.catalog, context.input.report);
    if (rows.isEmpty())
        return;
    context.outline.add(Heading{3, tr("Queue sizing"), {}});
    Table table{{wordColumn("Subscription"), numberColumn("Arrivals"), numberColumn("Processing"),
                 numberColumn("Attempts"), numberColumn("Servers"), numberColumn("Utilisation"),
                 numberColumn("Waiting"), numberColumn("Wait"), numberColumn("Needed"), wordColumn("Source")},
                {}};
    for (const SizingRow &each : rows) {
        const bool overloaded = each.utilisation && *each.utilisation >= 1 && !each.simulated;
        const QString source = each.simulated ? tr("simulated") : each.utilisation ? tr("assumed") : tr("open");
        table.rows.append(
            row({each.path, each.arrivals ? rateWords(*each.arrivals) : QString(), secondsWords(each.serviceTime),
                 numberWords(each.attempts), QString::number(each.servers),
                 each.utilisation ? percentWords(std::floor(*each.utilisation * 1000 + 0.5) / 1000) : QString(),
                 overloaded ? tr("grows") : optionalNumber(each.waiting),
                 overloaded ? tr("grows") : secondsWords(each.wait), optionalCount(each.neededServers), source}));
    }
    context.outline.add(table);
    BulletList formulas;
    formulas.items.append(
        Text()
            .plain(tr("Utilisation: "))
            .code(u"ρ = λ · a · S / c"_s)
            .plain(tr(", with λ arrivals, a attempts for each message, S processing time, c servers.")));
    formulas.items.append(
        Text()
            .plain(tr("Attempts: "))
            .code(u"a = (1 - f^n) / (1 - f)"_s)
            .plain(tr(", with f the share of attempts that fail and n the most attempts of the policy.")));
    formulas.items.append(Text()
                              .plain(tr("Wait (Erlang C): "))
                              .code(u"W = C(c, λ·a·S) · S / (c - λ·a·S)"_s)
                              .plain(tr("; waiting by Little's law: "))
                              .code(u"L = λ · a · W"_s)
                              .plain(u"."_s));
    formulas.items.append(Text()
                              .plain(tr("Servers needed: "))
                              .code(u"⌈λ · a · S / %1⌉"_s.arg(targetUtilisation))
                              .plain(tr(", busy at most %1 of the time.").arg(percentWords(targetUtilisation))));
    formulas.items.append(tr(
        "Assumed figures follow from the model's loads and processing times, simulated ones were measured in a run."));
    context.outline.add(formulas);
}

} // namespace

void addInfrastructure(const DocumentContext &context)
{
    addBroker(context);
    addDeadLetterQueues(context);
    addMonitoring(context);
    addSizing(context);
}

} // namespace weir
