// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/consumerplan.h"
#include "core/bus/delivery.h"
#include "core/delivery/outcome.h"
#include "core/emulation/emulatedfaults.h"
#include "core/simulation/sampler.h"

namespace weir {

/// A follow-up event that a success publishes.
struct FollowUp
{
    sim::Index publication = 0; ///< Of the design.
    Duration delay{};           ///< From the success to the business transaction.

    bool operator==(const FollowUp &) const = default;
};

/// Behaves as a subscription is designed: how long an attempt takes, whether it succeeds, and what it publishes then. Draws
/// from the laws and the streams of random numbers of the simulator. Whether a version is accepted, when an attempt times out,
/// and what follows a failure, is the broker's to say.
class EmulatedConsumer
{
public:
    /// Subscription \a subscription of \a design, which must outlive it; \a plan is what the broker makes of it.
    EmulatedConsumer(const EmulatedDesign &design, sim::Index subscription, bus::ConsumerPlan plan, std::uint64_t seed);
    EmulatedConsumer(EmulatedConsumer &&) = delete;

    const QString &path() const { return m_plan.path; }
    sim::Index subscription() const { return m_subscription; }
    bool isIdempotent() const { return m_isIdempotent; }
    const bus::ConsumerPlan &plan() const { return m_plan; }

    /// How long an attempt that begins now works, what holds it back included.
    Duration processing(const AttemptFaults &faults);
    /// How an attempt that ends at \a now ends. \a poison is the chance that an event of its type can never be handled:
    /// whether this one can is the same in each attempt.
    delivery::AttemptOutcome outcome(const bus::Delivery &delivery, TimePoint now, const AttemptFaults &faults,
                                     double poison);
    /// What a success publishes.
    std::vector<FollowUp> followUps();
    /// Whether this delivery happens twice.
    bool isDoubled(const AttemptFaults &faults);

private:
    QString failureOf(const bus::Delivery &delivery, TimePoint now, const AttemptFaults &faults, double poison) const;
    double chanceOf(const Message &message, std::uint64_t purpose) const;

    const sim::Subscription &m_laws;
    sim::Index m_subscription;
    bus::ConsumerPlan m_plan;
    bool m_isIdempotent;
    std::uint64_t m_seed;
    sim::Sampler m_processing, m_deadline;
    RandomStream m_processingStream, m_failureStream, m_emitStream, m_deliveryStream;
};

} // namespace weir
