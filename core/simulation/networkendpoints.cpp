// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/effective.h"
#include "core/delivery/eventpattern.h"
#include "core/delivery/routing.h"
#include "core/simulation/engine.h"
#include "core/simulation/laws.h"
#include "core/simulation/networkcompilation.h"

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

/// Events a second of an incoming webhook that nobody gives a rate.
constexpr int mostConcurrent = 100'000;

} // namespace

/// An incoming webhook brings events in from outside.
void NetworkCompilation::addIncoming(const Webhook &webhook)
{
    QStringList events = webhook.events;
    for (const WebhookMap &map : webhook.maps) {
        events.removeAll(map.from);
        events.append(map.to);
    }
    events.removeDuplicates();
    events.removeIf([this](const QString &event) { return !m_eventTypes.contains(event); });
    const auto channel = m_channels.constFind(webhook.channel);
    if (events.isEmpty() || channel == m_channels.cend()) {
        warn(tr("webhooks/%1 names no channel or no event type of this design: it is not simulated.").arg(webhook.id));
        return;
    }
    const Service *known = m_catalog.service(webhook.service);
    Service service = known != nullptr ? *known : Service();
    for (const QString &event : std::as_const(events)) {
        const QString path = QStringLiteral("webhooks/%1/%2").arg(webhook.id, event);
        const sim::Index type = m_eventTypes.value(event);
        const auto &all = m_built.network.publications;
        const bool isPublished = std::any_of(all.begin(), all.end(), [&](const sim::Publication &other) {
            return other.eventType == type && other.channel == *channel;
        });
        if (isPublished && !m_scenario.rates.contains(path)) {
            assume(tr("%1: the design publishes this event itself; none besides come in.").arg(path));
            continue;
        }
        const sim::Index publication = addPublication(path, event, webhook.channel, service, std::nullopt);
        sim::Source source;
        source.identity = sim::identityOf(path.toStdString());
        source.service = serviceFor(service.id);
        const double assumed = assumedRate / static_cast<double>(events.size());
        source.rate = m_scenario.rates.value(path, assumed) * m_scenario.loadFactor;
        source.publications = {publication};
        m_built.network.sources.push_back(source);
        m_built.sources.append(path);
        if (!m_scenario.rates.contains(path))
            assume(tr("%1: no rate is given; %2 events/s are assumed.").arg(path).arg(assumed));
    }
}

/// An outgoing webhook gets a copy of its events from every channel, and sends it to a receiver.
void NetworkCompilation::addOutgoing(const Webhook &webhook)
{
    const QString path = QStringLiteral("webhooks/") + webhook.id;
    sim::Subscription subscription;
    subscription.everyChannel = true;
    for (const QString &text : webhook.events) {
        const delivery::EventPattern pattern(text);
        for (qsizetype i = 0; i < m_built.eventTypes.size(); ++i) {
            if (pattern.matches(m_built.eventTypes.at(i)))
                subscription.events.push_back(static_cast<sim::Index>(i));
        }
    }
    std::sort(subscription.events.begin(), subscription.events.end());
    subscription.events.erase(std::unique(subscription.events.begin(), subscription.events.end()),
                              subscription.events.end());
    const int concurrency = webhook.concurrency.value_or(1);
    if (!webhook.concurrency)
        assume(tr("%1: how many requests it sends at a time is not given; one is assumed.").arg(path));
    if (concurrency < 1 || concurrency > mostConcurrent)
        fail(path, QStringLiteral("/concurrency"),
             tr("%1 sends %2 requests at a time: 1 to %3 can be simulated.")
                 .arg(path)
                 .arg(concurrency)
                 .arg(mostConcurrent));
    subscription.servers = static_cast<std::uint32_t>(std::clamp(concurrency, 1, mostConcurrent));
    if (!webhook.processing || isUnsized(*webhook.processing)) {
        assume(tr("%1: the receiver's time is not given; 50 ms, exponential, is assumed.").arg(path));
    } else if (const auto law = lawOf(*webhook.processing); law && std::isfinite(law->mean())) {
        subscription.processing = *law;
    } else {
        fail(path, QStringLiteral("/processing"), tr("%1: no distribution of this kind has these numbers.").arg(path));
    }
    const double failures = webhook.failureRate.value_or(0);
    if (!(failures >= 0 && failures <= 1))
        fail(path, QStringLiteral("/failureRate"),
             tr("%1: a failure rate is between 0 and 1, not %2.").arg(path).arg(failures));
    subscription.failureRate = failures;
    subscription.timeout = std::max<sim::Time>(0, webhook.timeout.value_or(Duration::zero()).count());
    subscription.ordered = webhook.ordered;
    if (webhook.rateLimit && !(*webhook.rateLimit > 0))
        fail(path, QStringLiteral("/rateLimit"), tr("%1: its rate limit must be above 0.").arg(path));
    subscription.rateLimit = webhook.rateLimit.value_or(0);
    if (webhook.breaker) {
        if (webhook.breaker->failures < 1 || webhook.breaker->open.count() <= 0)
            fail(path, QStringLiteral("/breaker"),
                 tr("%1: its breaker needs at least one failure and a time above 0.").arg(path));
        subscription.breaker = {static_cast<std::uint32_t>(std::max(1, webhook.breaker->failures)),
                                webhook.breaker->open.count()};
    }
    setRetry(subscription, delivery::policyOf(m_catalog, webhook));
    if (subscription.failureRate > 0 || subscription.timeout > 0) {
        subscription.deadLetter = m_built.network.deadLetters++;
        m_built.deadLetters.append(path + QStringLiteral(".dlq"));
    }
    subscription.channel = static_cast<sim::Index>(m_built.network.channels.size());
    m_built.network.channels.push_back({sim::ChannelKind::Topic, sim::Guarantee::AtLeastOnce, 0});
    addEndpoint(std::move(subscription), path, webhook.service);
}

/// An SSE route passes events on to whoever is connected: at once, and never again.
void NetworkCompilation::addStream(const Stream &stream)
{
    const QString path = QStringLiteral("streams/") + stream.id;
    const auto channel = m_channels.constFind(stream.channel);
    if (channel == m_channels.cend()) {
        warn(tr("%1 names no channel: it is not simulated.").arg(path));
        return;
    }
    sim::Subscription subscription;
    subscription.channel = *channel;
    delivery::Consumer consumer;
    consumer.stream = &stream;
    for (const QString &text : stream.events)
        consumer.patterns.append(delivery::EventPattern(text));
    for (qsizetype i = 0; i < m_built.eventTypes.size(); ++i) {
        if (stream.events.isEmpty() || consumer.accepts(m_built.eventTypes.at(i)))
            subscription.events.push_back(static_cast<sim::Index>(i));
    }
    subscription.processing = sim::Distribution::constant(0);
    assume(tr("%1: one client is connected all the time, and sending takes no time.").arg(path));
    addEndpoint(std::move(subscription), path, stream.service);
}

/// The service \a id; what belongs to none stands outside of the design.
sim::Index NetworkCompilation::serviceFor(const QString &id)
{
    const auto known = m_services.constFind(id);
    if (known != m_services.cend())
        return *known;
    const QString outside = QStringLiteral("outside");
    if (!m_services.contains(outside)) {
        m_services.insert(outside, m_built.network.services++);
        m_built.services.append(outside);
        m_built.serviceTitles.append(tr("Outside"));
    }
    return m_services.value(outside);
}

void NetworkCompilation::addEndpoint(sim::Subscription subscription, const QString &path, const QString &service)
{
    subscription.identity = sim::identityOf(path.toStdString());
    subscription.service = serviceFor(service);
    m_built.network.subscriptions.push_back(std::move(subscription));
    m_built.subscriptions.append(path);
    m_built.idempotent.push_back(false);
    m_built.slas.emplace_back();
    m_built.eventSlas.emplace_back();
    m_receives.push_back(nullptr);
}

} // namespace weir
