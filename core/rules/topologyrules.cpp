// SPDX-License-Identifier: GPL-3.0-or-later
// Who hears whom.
#include "core/base/translate.h"
#include "core/rules/design.h"

using namespace Qt::StringLiterals;

namespace weir {

namespace {

QStringList producerTitles(const Design &design, const QList<int> &producers)
{
    QStringList titles;
    for (const int producer : producers)
        titles.append(titleOf(design.routing.producers().at(producer)));
    titles.removeDuplicates();
    return titles;
}

/// Ids of event types that some consumer asks for by name, on whatever channel.
QSet<QString> wantedEvents(const Design &design)
{
    QSet<QString> wanted;
    for (const delivery::Consumer &consumer : design.routing.consumers()) {
        for (const delivery::EventPattern &pattern : consumer.patterns) {
            if (pattern.isExact())
                wanted.insert(pattern.text());
        }
    }
    return wanted;
}

/// A design that shows one side only (a single application's API) has one thing to be told, not one for each event.
constexpr qsizetype maxOneSided = 3;

void checkUnconsumed(const Design &design, Reporter &reporter)
{
    if (design.routing.consumers().isEmpty() && design.routing.producers().size() > maxOneSided) {
        reporter.add(
            Severity::Info, {Kind::Project, {}}, {}, tr("Nobody consumes anything: the design shows producers only."),
            tr("Add the services that receive these events; until then a simulation has nothing to wait for."));
        return;
    }
    for (const EventType &event : design.catalog.events()) {
        const QList<int> producers = design.routing.producersOf(event.id);
        const auto isHeard = [&design](int producer) { return design.reachedBy.at(producer) > 0; };
        if (producers.isEmpty() || std::any_of(producers.begin(), producers.end(), isHeard))
            continue;
        reporter.add(event.external ? Severity::Info : Severity::Warning, {Kind::Event, event.id}, {},
                     tr("Nobody consumes “%1”, which %2 publishes.")
                         .arg(event.title(), listed(producerTitles(design, producers))),
                     tr("Add a consumer, stop publishing it, or approve it if others outside of this design listen."));
    }
}

void checkUnheardPublications(const Design &design, Reporter &reporter)
{
    const QList<delivery::Producer> &producers = design.routing.producers();
    for (int i = 0; i < producers.size(); ++i) {
        const delivery::Producer &producer = producers.at(i);
        if (design.reachedBy.at(i) > 0 || !design.catalog.channel(producer.channel))
            continue;
        const QList<int> siblings = design.routing.producersOf(producer.event);
        // When nobody hears the event at all, that is said once, for the event.
        if (std::none_of(siblings.begin(), siblings.end(), [&](int other) { return design.reachedBy.at(other) > 0; }))
            continue;
        reporter.add(producer.element, producer.pointer,
                     tr("%1 publishes “%2” on %3, where nobody takes it; consumers wait for it on other channels.")
                         .arg(titleOf(producer), producer.event, channelTitle(design, producer.channel)),
                     tr("Publish it on the channel its consumers listen to, or add a consumer here."));
    }
}

void checkUnproduced(const Design &design, Reporter &reporter)
{
    const QSet<QString> wanted = wantedEvents(design);
    if (design.routing.producers().isEmpty() && wanted.size() > maxOneSided) {
        reporter.add(Severity::Info, {Kind::Project, {}}, {},
                     tr("Nobody produces anything: the design shows consumers only."),
                     tr("Add the services that send these events; until then a simulation has nothing to do."));
        return;
    }
    for (const EventType &event : design.catalog.events()) {
        if (event.external || !wanted.contains(event.id) || !design.routing.producersOf(event.id).isEmpty())
            continue;
        reporter.add({Kind::Event, event.id}, {},
                     tr("Nobody produces “%1”, but somebody waits for it.").arg(event.title()),
                     tr("Add it to what a service sends, or mark it as external."));
    }
}

void checkUnusedEvents(const Design &design, Reporter &reporter)
{
    const QSet<QString> wanted = wantedEvents(design);
    for (const EventType &event : design.catalog.events()) {
        if (wanted.contains(event.id) || !design.routing.producersOf(event.id).isEmpty())
            continue;
        reporter.add({Kind::Event, event.id}, {},
                     tr("Nobody produces “%1”, and nobody asks for it by name.").arg(event.title()),
                     tr("Add a producer and a consumer, or remove it from the catalog."));
    }
}

bool matchesSomeType(const Design &design, const delivery::Consumer &consumer, const delivery::EventPattern &pattern)
{
    if (!consumer.stream || consumer.stream->key.isEmpty())
        return !design.typesMatching(pattern).isEmpty();
    delivery::Consumer alone = consumer;
    alone.patterns = {pattern};
    const QList<EventType> &events = design.catalog.events();
    return std::any_of(events.begin(), events.end(), [&](const EventType &event) { return alone.accepts(event.id); });
}

void checkIdlePatterns(const Design &design, Reporter &reporter)
{
    for (const delivery::Consumer &consumer : design.routing.consumers()) {
        for (qsizetype i = 0; i < consumer.patterns.size(); ++i) {
            const delivery::EventPattern &pattern = consumer.patterns.at(i);
            const bool hasKey = consumer.stream && !consumer.stream->key.isEmpty();
            if ((pattern.isExact() && !hasKey) || matchesSomeType(design, consumer, pattern))
                continue;
            reporter.add(
                consumer.element, consumer.pointer + u"/events/%1"_s.arg(i),
                tr("The pattern “%1” of %2 matches no event type.").arg(pattern.text(), titleOf(consumer)),
                hasKey
                    ? tr("The routing key is “%1”: write a pattern with as many segments; a trailing # is any number.")
                          .arg(consumer.stream->key)
                    : tr("Each * is one segment and a trailing # any number: compare it with the names in the "
                         "catalog."));
        }
    }
}

/// Whether events come to \a consumer that \a pattern takes.
bool isFed(const QStringList &reaching, const delivery::Consumer &consumer, const delivery::EventPattern &pattern)
{
    if (consumer.stream && !consumer.stream->key.isEmpty())
        return !reaching.isEmpty();
    if (pattern.isExact())
        return std::binary_search(reaching.begin(), reaching.end(), pattern.text());
    return delivery::canMatchAny(pattern, reaching);
}

void checkUnfed(const Design &design, Reporter &reporter)
{
    const QList<delivery::Consumer> &consumers = design.routing.consumers();
    for (int i = 0; i < consumers.size(); ++i) {
        const delivery::Consumer &consumer = consumers.at(i);
        // Dead letters are put on their channel by the bus; a webhook listens to all channels.
        if (design.deadLetters.contains(consumer.channel)
            || (!consumer.webhook && !design.catalog.channel(consumer.channel)))
            continue;
        const QStringList reaching = design.routing.eventsReaching(i);
        for (qsizetype j = 0; j < consumer.patterns.size(); ++j) {
            const delivery::EventPattern &pattern = consumer.patterns.at(j);
            if (isFed(reaching, consumer, pattern))
                continue;
            const QStringList types = pattern.isExact() ? QStringList{pattern.text()} : design.typesMatching(pattern);
            QList<int> producers;
            for (const QString &type : types)
                producers += design.routing.producersOf(type);
            // An event that nobody produces, or a pattern that matches none, is another rule's finding.
            if (producers.isEmpty())
                continue;
            reporter.add(consumer.element, consumer.pointer + u"/events/%1"_s.arg(j),
                         tr("%1 waits for “%2” on %3, but %4 publishes it elsewhere.")
                             .arg(titleOf(consumer), pattern.text(), channelTitle(design, consumer.channel),
                                  listed(producerTitles(design, producers))),
                         tr("Receive it from the channel it is published on: %1.")
                             .arg(channelTitle(design, design.routing.producers().at(producers.first()).channel)));
        }
    }
}

void checkUnusedChannels(const Design &design, Reporter &reporter)
{
    QSet<QString> used = design.deadLetters;
    for (const delivery::Producer &producer : design.routing.producers())
        used.insert(producer.channel);
    for (const delivery::Consumer &consumer : design.routing.consumers())
        used.insert(consumer.channel);
    for (const Channel &channel : design.catalog.channels()) {
        if (!used.contains(channel.id)) {
            reporter.add({Kind::Channel, channel.id}, {}, tr("Nobody uses the channel “%1”.").arg(channel.title()),
                         tr("Publish something on it, or remove it."));
        }
    }
}

void checkMixedQueues(const Design &design, Reporter &reporter)
{
    const QList<delivery::Consumer> &consumers = design.routing.consumers();
    QHash<QString, int> first;
    for (int i = 0; i < consumers.size(); ++i) {
        const delivery::Consumer &consumer = consumers.at(i);
        const Channel *channel = design.catalog.channel(consumer.channel);
        if (!channel || channel->kind != ChannelKind::Queue || !consumer.subscription)
            continue;
        const auto found = first.constFind(channel->id);
        if (found == first.constEnd()) {
            first.insert(channel->id, i);
            continue;
        }
        const delivery::Consumer &other = consumers.at(*found);
        if (design.routing.eventsReaching(i) == design.routing.eventsReaching(*found)
            && consumer.subscription->versions == other.subscription->versions)
            continue;
        reporter.add(
            consumer.element, consumer.pointer,
            tr("%1 and %2 compete for the queue %3 but do not accept the same messages.")
                .arg(titleOf(other), titleOf(consumer), channelTitle(design, channel->id)),
            tr("Make the channel a topic, or give each kind of consumer a queue of its own: a queue hands a message "
               "to any one of them."));
    }
}

void checkSelfFeeding(const Design &design, Reporter &reporter)
{
    const QList<delivery::Producer> &producers = design.routing.producers();
    for (const delivery::Producer &producer : producers) {
        if (!producer.emits || producer.emits->probability < 1)
            continue;
        const QList<int> hearing = design.routing.consumersOf(producer.event, producer.channel);
        const bool isOwn = std::any_of(hearing.begin(), hearing.end(), [&](int consumer) {
            return design.routing.consumers().at(consumer).subscription == producer.subscription;
        });
        if (isOwn) {
            reporter.add(producer.element, producer.pointer,
                         tr("%1 answers each message with “%2”, which it receives again: that never ends.")
                             .arg(titleOf(producer), producer.event),
                         tr("Receive other events than the subscription emits, or emit with a probability below 1."));
        }
    }
}

} // namespace

QList<RuleDefinition> topologyRules()
{
    return {
        {{u"topology/unconsumed-event"_s, Severity::Warning, tr("An event that nobody consumes"),
          tr("Publishing costs schema care, storage and traffic. An event without consumers is either left over or its "
             "consumer was forgotten.")},
         checkUnconsumed},
        {{u"topology/unheard-publication"_s, Severity::Warning, tr("A publication that nobody takes"),
          tr("The event has consumers, but not on this channel. On a queue such messages are lost, on a topic they "
             "vanish.")},
         checkUnheardPublications},
        {{u"topology/unproduced-event"_s, Severity::Warning, tr("An event that nobody produces"),
          tr("A consumer waits for it, so somebody has to publish it: a service, a webhook, or another system.")},
         checkUnproduced},
        {{u"topology/unused-event"_s, Severity::Info, tr("An event that nobody uses"),
          tr("An entry of the catalog without producer and consumer is a plan or a leftover.")},
         checkUnusedEvents},
        {{u"topology/idle-pattern"_s, Severity::Warning, tr("A pattern that matches nothing"),
          tr("A subscription by pattern hears nothing when no event type fits. Often the number of segments is wrong: "
             "user.*.created does not match user.created.")},
         checkIdlePatterns},
        {{u"topology/unfed-consumer"_s, Severity::Warning, tr("A consumer that nobody feeds"),
          tr("The event is published, but on another channel than the one this consumer listens to. It will wait for "
             "ever.")},
         checkUnfed},
        {{u"topology/unused-channel"_s, Severity::Info, tr("A channel that nobody uses"),
          tr("No publication, subscription, stream or dead letter goes through it.")},
         checkUnusedChannels},
        {{u"topology/mixed-queue"_s, Severity::Error, tr("Competing consumers of different messages"),
          tr("A queue hands each message to exactly one of its consumers, whichever is free. If they accept different "
             "messages, "
             "some end up with a consumer that cannot handle them, or with none.")},
         checkMixedQueues},
        {{u"topology/self-feeding"_s, Severity::Warning, tr("A consumer that feeds itself"),
          tr("A subscription that always publishes what it receives keeps its own queue full: each message becomes "
             "another.")},
         checkSelfFeeding},
    };
}

} // namespace weir
