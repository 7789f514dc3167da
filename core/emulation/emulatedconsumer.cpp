// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/emulatedconsumer.h"

#include "core/simulation/engine.h"
#include "core/simulation/failurenames.h"
#include "core/simulation/streampurpose.h"

#include <algorithm>

namespace weir {

EmulatedConsumer::EmulatedConsumer(const EmulatedDesign &design, sim::Index subscription, bus::ConsumerPlan plan,
                                   std::uint64_t seed)
    : m_laws(design.network().subscriptions.at(subscription))
    , m_subscription(subscription)
    , m_plan(std::move(plan))
    , m_isIdempotent(design.built().idempotent.at(subscription))
    , m_seed(seed)
    , m_processing(m_laws.processing)
    , m_processingStream(seed, 0, m_laws.identity, sim::ForProcessing)
    , m_failureStream(seed, 0, m_laws.identity, sim::ForFailures)
    , m_emitStream(seed, 0, m_laws.identity, sim::ForEmits)
    , m_deliveryStream(seed, 0, m_laws.identity, sim::ForDeliveries)
{
    if (m_laws.deadline)
        m_deadline = sim::Sampler(*m_laws.deadline);
}

Duration EmulatedConsumer::processing(const AttemptFaults &faults)
{
    const double drawn = static_cast<double>(m_processing.draw(m_processingStream)) * faults.slowdown;
    Duration held = faults.delay;
    if (faults.reorderProbability > 0 && m_deliveryStream.uniform() < faults.reorderProbability)
        held += faults.reorderDelay;
    return Duration(static_cast<Duration::rep>(std::min(drawn, 0x1p61))) + held;
}

delivery::AttemptOutcome EmulatedConsumer::outcome(const bus::Delivery &delivery, TimePoint now,
                                                   const AttemptFaults &faults, double poison)
{
    const double failureRate = 1 - (1 - m_laws.failureRate) * (1 - faults.errorProbability);
    const bool isUnlucky = failureRate > 0 && m_failureStream.uniform() < failureRate;
    const QString reason = failureOf(delivery, now, faults, poison);
    if (!reason.isEmpty())
        return delivery::AttemptOutcome::failure(reason);
    return isUnlucky ? delivery::AttemptOutcome::failure(failureName(sim::FailureReason::Error))
                     : delivery::AttemptOutcome::success();
}

/// Why it fails whatever luck says; in the order of the simulator.
QString EmulatedConsumer::failureOf(const bus::Delivery &delivery, TimePoint now, const AttemptFaults &faults,
                                    double poison) const
{
    const Message &message = *delivery.message;
    if (poison > 0 && chanceOf(message, sim::ForPoison) < poison)
        return failureName(sim::FailureReason::Poison);
    if (faults.isDatabaseDown)
        return failureName(sim::FailureReason::DatabaseDown);
    if (m_laws.deadline) {
        RandomStream stream(m_seed, sim::identityOf(message.id.toStdString()), m_laws.identity, sim::ForDeadlines);
        if (now - message.timestamp.instant > Duration(m_deadline.draw(stream)))
            return failureName(sim::FailureReason::Deadline);
    }
    return {};
}

/// A number in [0, 1) that belongs to the event: the same each time.
double EmulatedConsumer::chanceOf(const Message &message, std::uint64_t purpose) const
{
    return RandomStream(m_seed, 0, sim::identityOf(message.id.toStdString()), purpose).uniform();
}

std::vector<FollowUp> EmulatedConsumer::followUps()
{
    std::vector<FollowUp> followUps;
    for (const sim::Emit &next : m_laws.emits) {
        if (m_emitStream.uniform() < next.probability)
            followUps.push_back({next.publication, Duration(next.delay)});
    }
    return followUps;
}

bool EmulatedConsumer::isDoubled(const AttemptFaults &faults)
{
    return faults.duplicateProbability > 0 && m_deliveryStream.uniform() < faults.duplicateProbability;
}

} // namespace weir
