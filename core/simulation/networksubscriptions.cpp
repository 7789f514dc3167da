// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/backoff.h"
#include "core/delivery/effective.h"
#include "core/delivery/eventpattern.h"
#include "core/simulation/engine.h"
#include "core/simulation/laws.h"
#include "core/simulation/networkcompilation.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace weir {

namespace {

/// Servers of one subscription at most.
constexpr qint64 mostServers = 100'000;

/// Event types of \a types (sorted) that \a patterns match; all of them without a pattern.
std::vector<sim::Index> acceptedEvents(const QStringList &patterns, const QStringList &types)
{
    std::set<sim::Index> accepted;
    bool isEverything = patterns.isEmpty();
    for (const QString &text : patterns) {
        const delivery::EventPattern pattern(text);
        isEverything = isEverything || pattern.isEverything();
        if (isEverything)
            break;
        // A plain name is looked up: designs have thousands of them.
        const auto first = pattern.isExact() ? std::lower_bound(types.begin(), types.end(), text) : types.begin();
        for (auto type = first; type != types.end(); ++type) {
            if (pattern.matches(*type))
                accepted.insert(static_cast<sim::Index>(type - types.begin()));
            if (pattern.isExact())
                break;
        }
    }
    if (!isEverything)
        return {accepted.begin(), accepted.end()};
    std::vector<sim::Index> all(static_cast<std::size_t>(types.size()));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

bool hasAssumedShape(const Distribution &distribution)
{
    const bool hasShape = distribution.cv || distribution.k || (distribution.p50 && distribution.p99);
    switch (distribution.kind) {
    case DistributionKind::Constant:
    case DistributionKind::Uniform:
    case DistributionKind::Exponential:
    case DistributionKind::Empirical:
        return false;
    default:
        return !hasShape;
    }
}

bool isShare(double value)
{
    return value >= 0 && value <= 1;
}

} // namespace

void NetworkCompilation::addSubscription(const Service &service, const Subscription &receives, const QString &pointer)
{
    const QString path = service.id + u'/' + receives.id;
    const QString element = QStringLiteral("services/") + service.id;
    if (receives.channel.isEmpty()) {
        warn(tr("%1 names no channel: it is not simulated.").arg(path));
        return;
    }
    sim::Subscription subscription;
    subscription.identity = sim::identityOf(QStringLiteral("%1/receives/%2").arg(element, receives.id).toStdString());
    subscription.service = m_services.value(service.id);
    subscription.channel = m_channels.value(receives.channel);
    subscription.events = acceptedEvents(receives.events, m_built.eventTypes);
    m_built.slas.emplace_back();
    m_built.eventSlas.emplace_back();
    m_receives.push_back(&receives);
    setServers(subscription, receives, path, element, pointer);
    setProcessing(subscription, receives, path, element, pointer);
    setFailures(subscription, receives, path, element, pointer);
    setHandOver(subscription, receives, path, element, pointer);
    setSla(subscription, receives, path, element, pointer);
    subscription.deadLetter = deadLetterOf(receives, subscription, path);
    const auto index = static_cast<sim::Index>(m_built.network.subscriptions.size());
    m_built.network.subscriptions.push_back(std::move(subscription));
    m_built.subscriptions.append(path);
    m_built.idempotent.push_back(receives.idempotent.value_or(false));
    addEmits(service, receives, index, path, pointer);
}

void NetworkCompilation::setServers(sim::Subscription &subscription, const Subscription &receives, const QString &path,
                                    const QString &element, const QString &pointer)
{
    const int instances = receives.instances.value_or(1);
    const int concurrency = receives.concurrency.value_or(1);
    if (!receives.instances)
        assume(tr("%1: the number of instances is not given; one is assumed.").arg(path));
    if (instances < 1)
        fail(element, pointer + QStringLiteral("/instances"),
             tr("%1 has %2 instances: at least one must run.").arg(path).arg(instances));
    if (concurrency < 1)
        fail(element, pointer + QStringLiteral("/concurrency"),
             tr("%1 handles %2 messages at a time: it must be at least one.").arg(path).arg(concurrency));
    const qint64 servers = qint64(std::max(1, instances)) * std::max(1, concurrency);
    if (servers > mostServers)
        fail(element, pointer + QStringLiteral("/instances"),
             tr("%1 would have %2 servers; at most %3 can be simulated.").arg(path).arg(servers).arg(mostServers));
    subscription.servers = static_cast<std::uint32_t>(std::min(servers, mostServers));
    subscription.instances = static_cast<std::uint32_t>(std::clamp<qint64>(instances, 1, mostServers));
}

void NetworkCompilation::setProcessing(sim::Subscription &subscription, const Subscription &receives,
                                       const QString &path, const QString &element, const QString &pointer)
{
    if (!receives.processing || isUnsized(*receives.processing)) {
        assume(tr("%1: the processing time is not given; 50 ms, exponential, is assumed.").arg(path));
        return;
    }
    const auto law = lawOf(*receives.processing);
    if (!law) {
        fail(element, pointer + QStringLiteral("/processing"),
             tr("%1: no distribution of this kind has these numbers.").arg(path));
        return;
    }
    if (!std::isfinite(law->mean()))
        fail(element, pointer + QStringLiteral("/processing"),
             tr("%1: the mean processing time is infinite.").arg(path));
    if (hasAssumedShape(*receives.processing))
        assume(tr("%1: the spread of the processing time is not given; a coefficient of variation of %2 is assumed.")
                   .arg(path)
                   .arg(law->cv(), 0, 'g', 3));
    subscription.processing = *law;
}

void NetworkCompilation::setFailures(sim::Subscription &subscription, const Subscription &receives, const QString &path,
                                     const QString &element, const QString &pointer)
{
    const double rate = receives.failureRate.value_or(0);
    if (!isShare(rate))
        fail(element, pointer + QStringLiteral("/failureRate"),
             tr("%1: a failure rate is between 0 and 1, not %2.").arg(path).arg(rate));
    if (receives.timeout && receives.timeout->count() <= 0)
        fail(element, pointer + QStringLiteral("/timeout"), tr("%1: its timeout must be above 0.").arg(path));
    subscription.failureRate = rate;
    subscription.timeout = receives.timeout.value_or(Duration::zero()).count();
    const Policy *policy = delivery::policyOf(m_catalog, receives);
    setRetry(subscription, policy);
    if (policy == nullptr && (rate > 0 || receives.timeout))
        assume(tr("%1: no retry policy is given; one attempt is assumed.").arg(path));
    if (!receives.policy.isEmpty() && m_catalog.policy(receives.policy) == nullptr)
        warn(tr("%1: there is no policy “%2”.").arg(path, receives.policy));
}

void NetworkCompilation::setSla(sim::Subscription &subscription, const Subscription &receives, const QString &path,
                                const QString &element, const QString &pointer)
{
    std::optional<Sla> sla = receives.sla;
    QString event;
    if (!sla) {
        const auto hasSla = [this](sim::Index index) { return m_eventSlas.at(index) != nullptr; };
        const auto first = std::find_if(subscription.events.begin(), subscription.events.end(), hasSla);
        if (first == subscription.events.end())
            return;
        if (subscription.events.size() > 1) { // Each type is held to its own.
            setEventSlas(subscription, path);
            return;
        }
        sla = *m_eventSlas.at(*first);
        event = m_built.eventTypes.at(qsizetype(*first));
    }
    if (sla->within.count() <= 0 || !isShare(sla->share))
        fail(element, pointer + QStringLiteral("/sla"),
             tr("%1: its SLA needs a time above 0 and a share between 0 and 1.").arg(path));
    subscription.slaWithin = sla->within.count();
    m_built.slas.back() = SlaTarget{event, double(sla->within.count()) / 1e9, sla->share};
}

void NetworkCompilation::addEmits(const Service &service, const Subscription &receives, sim::Index subscription,
                                  const QString &path, const QString &pointer)
{
    for (qsizetype i = 0; i < receives.emits.size(); ++i) {
        const Emit &emits = receives.emits.at(i);
        const QString where = QStringLiteral("%1/emits/%2").arg(pointer).arg(i);
        QString channel = emits.channel;
        for (const Publication &sends : service.sends) {
            if (channel.isEmpty() && sends.event == emits.event)
                channel = sends.channel;
        }
        if (channel.isEmpty() || emits.event.isEmpty()) {
            warn(tr("%1: a follow-up event names no channel or no type: it is not simulated.").arg(path));
            continue;
        }
        const Duration delay = emits.delay.value_or(Duration::zero());
        if (!isShare(emits.probability) || delay.count() < 0)
            fail(QStringLiteral("services/") + service.id, where,
                 tr("%1: a follow-up needs a probability between 0 and 1 and a delay that is not negative.").arg(path));
        sim::Emit made;
        made.publication = addPublication(path + u'/' + emits.event, emits.event, channel, service, emits.via);
        made.probability = emits.probability;
        made.delay = delay.count();
        m_built.network.subscriptions.at(subscription).emits.push_back(made);
    }
}

} // namespace weir
