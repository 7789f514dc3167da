// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/acceptance.h"
#include "core/delivery/backoff.h"
#include "core/delivery/effective.h"
#include "core/simulation/failurenames.h"
#include "core/simulation/laws.h"
#include "core/simulation/networkcompilation.h"

#include <algorithm>
#include <cmath>

namespace weir {

/// Prefetch, visibility, deadline and order: what holds between hand-over and acknowledgement.
void NetworkCompilation::setHandOver(sim::Subscription &subscription, const Subscription &receives, const QString &path,
                                     const QString &element, const QString &pointer)
{
    const int concurrency = std::max(1, receives.concurrency.value_or(1));
    const int prefetch = receives.prefetch.value_or(concurrency);
    if (prefetch < 1)
        fail(element, pointer + QStringLiteral("/prefetch"),
             tr("%1 takes %2 messages at a time: it must be at least one.").arg(path).arg(prefetch));
    if (prefetch < concurrency) // It never holds more than that.
        subscription.servers = subscription.instances * static_cast<std::uint32_t>(std::max(1, prefetch));
    subscription.prefetch = static_cast<std::uint32_t>(std::max(1, prefetch));
    if (receives.visibilityTimeout && receives.visibilityTimeout->count() <= 0)
        fail(element, pointer + QStringLiteral("/visibilityTimeout"),
             tr("%1: its visibility timeout must be above 0.").arg(path));
    subscription.visibilityTimeout = receives.visibilityTimeout.value_or(Duration::zero()).count();
    if (receives.deadline) {
        const auto law = lawOf(*receives.deadline);
        if (!law || !std::isfinite(law->mean()))
            fail(element, pointer + QStringLiteral("/deadline"),
                 tr("%1: no distribution of this kind has these numbers.").arg(path));
        else
            subscription.deadline = *law;
    }
    subscription.ordered = receives.ordered;
    const sim::Channel &channel = m_built.network.channels.at(subscription.channel);
    if (receives.ordered && channel.partitions == 1)
        assume(tr("%1: its order holds for the whole channel, one message at a time: the channel has no partitions.")
                   .arg(path));
}

void NetworkCompilation::setRetry(sim::Subscription &subscription, const Policy *policy)
{
    subscription.retry = delivery::retryPlan(policy);
    if (policy == nullptr)
        return;
    for (std::size_t i = 0; i < sim::failureReasons; ++i) {
        if (delivery::isNonRetryable(*policy, failureName(static_cast<sim::FailureReason>(i))))
            subscription.finalReasons |= 1u << i;
    }
    if (policy->redrive) {
        if (policy->redrive->after.count() < 0 || !(policy->redrive->rate >= 0))
            fail(QStringLiteral("policies/") + policy->id, QStringLiteral("/redrive"),
                 tr("%1: redrive needs a time and a rate that are not negative.").arg(policy->id));
        subscription.redrive = sim::Redrive{policy->redrive->after.count(), policy->redrive->rate};
    }
}

void NetworkCompilation::setEventSlas(sim::Subscription &subscription, const QString &path)
{
    for (const sim::Index event : subscription.events) {
        const Sla *sla = m_eventSlas.at(event);
        if (sla == nullptr)
            continue;
        const QString type = m_built.eventTypes.at(qsizetype(event));
        if (sla->within.count() <= 0 || !(sla->share >= 0 && sla->share <= 1)) {
            fail(QStringLiteral("events/") + type, QStringLiteral("/sla"),
                 tr("%1: its SLA needs a time above 0 and a share between 0 and 1.").arg(path));
            continue;
        }
        subscription.eventSlas.push_back({event, sla->within.count()});
        m_built.eventSlas.back().push_back({type, double(sla->within.count()) / 1e9, sla->share});
    }
}

/// Which versions of its events each subscription cannot handle, and which version is published where none is named.
void NetworkCompilation::setVersions()
{
    sim::Network &network = m_built.network;
    for (std::size_t i = 0; i < m_receives.size(); ++i) {
        if (m_receives.at(i) == nullptr || m_receives.at(i)->versions.isEmpty())
            continue;
        sim::Subscription &subscription = network.subscriptions.at(i);
        for (sim::Publication &publication : network.publications) {
            const bool isAccepted =
                std::binary_search(subscription.events.begin(), subscription.events.end(), publication.eventType);
            const EventType *type = m_catalog.event(m_built.eventTypes.at(qsizetype(publication.eventType)));
            if (!isAccepted)
                continue;
            if (publication.versions.empty() && type != nullptr && type->newest() != nullptr)
                publication.versions = {{static_cast<std::uint32_t>(type->newest()->version), 1}};
            for (const sim::VersionShare &share : publication.versions) {
                if (!delivery::acceptsVersion(*m_receives.at(i), static_cast<int>(share.version)))
                    subscription.unhandled.push_back({publication.eventType, share.version});
            }
        }
        std::sort(subscription.unhandled.begin(), subscription.unhandled.end());
        const auto last = std::unique(subscription.unhandled.begin(), subscription.unhandled.end());
        subscription.unhandled.erase(last, subscription.unhandled.end());
        for (const sim::EventVersion &unhandled : subscription.unhandled)
            warn(tr("%1 does not accept version %2 of %3, which is published: each attempt fails.")
                     .arg(m_built.subscriptions.at(qsizetype(i)))
                     .arg(unhandled.version)
                     .arg(m_built.eventTypes.at(qsizetype(unhandled.eventType))));
    }
}

/// Whether the scenario has a fault that makes attempts fail.
bool NetworkCompilation::mayFailByFault() const
{
    return std::any_of(m_scenario.faults.begin(), m_scenario.faults.end(), [](const Fault &fault) {
        return fault.kind == FaultKind::ServiceErrors || fault.kind == FaultKind::Poison
            || fault.kind == FaultKind::DatabaseDown;
    });
}

sim::Index NetworkCompilation::deadLetterOf(const Subscription &receives, const sim::Subscription &subscription,
                                            const QString &path)
{
    const bool acknowledgesFirst =
        m_built.network.channels.at(subscription.channel).guarantee == sim::Guarantee::AtMostOnce;
    QString id = delivery::deadLetterOf(m_catalog, receives);
    const bool mayFail = subscription.failureRate > 0 || subscription.timeout > 0 || subscription.visibilityTimeout > 0
        || subscription.deadline || subscription.redrive || mayFailByFault() || !receives.versions.isEmpty();
    if (acknowledgesFirst || (id.isEmpty() && !mayFail))
        return sim::noIndex;
    if (id.isEmpty())
        id = path + QStringLiteral(".dlq");
    const auto known = m_deadLetters.constFind(id);
    if (known != m_deadLetters.cend())
        return *known;
    const sim::Index index = m_built.network.deadLetters++;
    m_deadLetters.insert(id, index);
    m_built.deadLetters.append(id);
    return index;
}

} // namespace weir
