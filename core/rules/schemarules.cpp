// SPDX-License-Identifier: GPL-3.0-or-later
// Which versions of an event are sent and which are understood.
#include "core/base/translate.h"
#include "core/rules/design.h"
#include "core/rules/versions.h"

#include "core/delivery/effective.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

QString versionsText(const QList<int> &versions)
{
    QStringList texts;
    for (const int version : versions)
        texts.append(QString::number(version));
    return listed(texts);
}

void checkUnhandled(const Design &design, Reporter &reporter)
{
    const QList<delivery::Consumer> &consumers = design.routing.consumers();
    for (int i = 0; i < consumers.size(); ++i) {
        const delivery::Consumer &consumer = consumers.at(i);
        if (!consumer.subscription || consumer.subscription->versions.isEmpty())
            continue;
        const QStringList reaching = design.routing.eventsReaching(i);
        for (const QString &id : reaching) {
            const EventType *event = design.catalog.event(id);
            const QList<int> missed = event ? unhandledVersions(design.routing, consumer, *event) : QList<int>();
            if (!missed.isEmpty()) {
                reporter.add(
                    consumer.element, consumer.pointer + u"/versions"_s,
                    tr("%1 accepts version %2 of “%3”, but version %4 comes too and would end as a dead letter.")
                        .arg(titleOf(consumer), versionsText(consumer.subscription->versions), event->title(),
                             versionsText(missed)),
                    tr("Accept it as well, add an upcaster, or stop producing it."));
            }
        }
    }
}

/// Where messages of older versions may still be, for a sentence; empty when nothing keeps them.
QString keptIn(const Design &design, int index)
{
    const delivery::Consumer &consumer = design.routing.consumers().at(index);
    const Channel *channel = design.catalog.channel(consumer.channel);
    QStringList places;
    if (channel && channel->retention)
        places.append(tr("the channel, which keeps them for %1").arg(durationWords(*channel->retention)));
    const QString deadLetters = delivery::deadLetterOf(design.catalog, *consumer.subscription);
    if (!deadLetters.isEmpty())
        places.append(channelTitle(design, deadLetters));
    const bool hasOutbox =
        std::any_of(design.feeders.at(index).begin(), design.feeders.at(index).end(), [&design](int producer) {
            const Service *service = design.routing.producers().at(producer).service;
            return service && service->outbox;
        });
    if (hasOutbox)
        places.append(tr("an outbox"));
    return listed(places);
}

void checkLingering(const Design &design, Reporter &reporter)
{
    const QList<delivery::Consumer> &consumers = design.routing.consumers();
    for (int i = 0; i < consumers.size(); ++i) {
        const delivery::Consumer &consumer = consumers.at(i);
        if (!consumer.subscription || consumer.subscription->versions.isEmpty())
            continue;
        for (const QString &id : design.routing.eventsReaching(i)) {
            const EventType *event = design.catalog.event(id);
            const QList<int> lingering = event ? lingeringVersions(design.routing, consumer, *event) : QList<int>();
            const QString places = lingering.isEmpty() ? QString() : keptIn(design, i);
            if (!places.isEmpty()) {
                reporter.add(
                    consumer.element, consumer.pointer + u"/versions"_s,
                    tr("%1 does not accept version %2 of “%3”, which nobody sends any more but which may still be in "
                       "%4.")
                        .arg(titleOf(consumer), versionsText(lingering), event->title(), places),
                    tr("Accept it until they are gone, or set its status to retired once they are."));
            }
        }
    }
}

bool hasVersion(const EventType &event, int version)
{
    return std::any_of(event.versions.begin(), event.versions.end(),
                       [version](const EventVersion &v) { return v.version == version; });
}

void checkUnknownProduced(const Design &design, Reporter &reporter)
{
    for (const delivery::Producer &producer : design.routing.producers()) {
        const EventType *event = design.catalog.event(producer.event);
        if (!event || !producer.publication)
            continue;
        for (auto it = producer.publication->versions.begin(); it != producer.publication->versions.end(); ++it) {
            if (!hasVersion(*event, it.key())) {
                reporter.add(producer.element, producer.pointer + u"/versions/%1"_s.arg(it.key()),
                             tr("%1 sends version %2 of “%3”, which the catalog does not have.")
                                 .arg(titleOf(producer))
                                 .arg(it.key())
                                 .arg(event->title()),
                             tr("Add the version with its schema to the event, or send one that is there."));
            }
        }
    }
}

void checkUnknownAccepted(const Design &design, Reporter &reporter)
{
    const QList<delivery::Consumer> &consumers = design.routing.consumers();
    for (int i = 0; i < consumers.size(); ++i) {
        const Subscription *subscription = consumers.at(i).subscription;
        const QStringList reaching = design.routing.eventsReaching(i);
        if (!subscription || reaching.isEmpty())
            continue;
        for (qsizetype j = 0; j < subscription->versions.size(); ++j) {
            const int version = subscription->versions.at(j);
            const bool isKnown = std::any_of(reaching.begin(), reaching.end(), [&](const QString &id) {
                const EventType *event = design.catalog.event(id);
                return !event || hasVersion(*event, version);
            });
            if (!isKnown) {
                reporter.add(consumers.at(i).element, consumers.at(i).pointer + u"/versions/%1"_s.arg(j),
                             tr("%1 accepts version %2, which none of its events has.")
                                 .arg(titleOf(consumers.at(i)))
                                 .arg(version),
                             tr("Remove it, or add the version to the event."));
            }
        }
    }
}

void checkRetired(const Design &design, Reporter &reporter)
{
    for (const delivery::Producer &producer : design.routing.producers()) {
        const EventType *event = design.catalog.event(producer.event);
        if (!event || producer.webhook)
            continue;
        for (const int number : producedVersions(producer, *event)) {
            const auto isRetired = [number](const EventVersion &version) {
                return version.version == number && version.status == VersionStatus::Retired;
            };
            if (std::any_of(event->versions.begin(), event->versions.end(), isRetired)) {
                reporter.add(producer.element, producer.pointer,
                             tr("%1 still sends version %2 of “%3”, which is retired.")
                                 .arg(titleOf(producer))
                                 .arg(number)
                                 .arg(event->title()),
                             tr("Send a newer version, or set its status back to deprecated."));
            }
        }
    }
}

} // namespace

QList<RuleDefinition> schemaRules()
{
    return {
        {{u"schema/unhandled-version"_s, Severity::Error, tr("A version that a consumer does not accept"),
          tr("A message of a version that its consumer does not accept fails at every attempt and ends as a dead "
             "letter. That "
             "includes messages that are still in an outbox, a retry or a replay.")},
         checkUnhandled},
        {{u"schema/lingering-version"_s, Severity::Warning, tr("A version that is kept but not accepted any more"),
          tr("Messages outlive their producers: in an outbox, in a retained topic, among the dead letters that "
             "somebody replays "
             "next week. They come back in the version they were written in.")},
         checkLingering},
        {{u"schema/unknown-version"_s, Severity::Error, tr("A version that is sent but not described"),
          tr("Producers send what the catalog describes. A version without an entry has no schema that consumers could "
             "rely on.")},
         checkUnknownProduced},
        {{u"schema/unknown-accepted-version"_s, Severity::Warning, tr("A version that is accepted but does not exist"),
          tr("A consumer that lists versions nobody has ever described usually has a typing error there.")},
         checkUnknownAccepted},
        {{u"schema/retired-version"_s, Severity::Warning, tr("A retired version that is still sent"),
          tr("Retired means that nobody sends it any more and consumers may drop it.")},
         checkRetired},
    };
}

} // namespace weir
