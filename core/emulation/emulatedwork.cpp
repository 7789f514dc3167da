// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/emulatedsystem.h"

#include <algorithm>

/// What producers and consumers of an emulated system do.
namespace weir {

Result<bool> EmulatedSystem::publishDue()
{
    bool isBusy = false;
    for (const std::unique_ptr<EmulatedProducer> &producer : m_producers) {
        const int transactions = producer->due(m_clock.elapsed());
        isBusy = isBusy || transactions > 0;
        for (int i = 0; i < transactions; ++i) {
            for (const sim::Index publication : producer->publications())
                place(publication, m_maker.make(publication, m_bus->now(), nullptr));
        }
    }
    const Result<void> written = writeOutboxes();
    return written ? Result<bool>(isBusy) : written.error();
}

Result<bool> EmulatedSystem::publishFollowUps()
{
    const std::vector<PlannedFollowUp> due = m_followUps->due(m_bus->now());
    for (const PlannedFollowUp &followUp : due) {
        const auto publication = m_publications.find(followUp.publication);
        if (publication == m_publications.end())
            note(tr("%1 is not in the design any more; its event %2 does not happen.")
                     .arg(followUp.publication, followUp.message.id));
        else
            place(publication->second, followUp.message);
    }
    if (due.empty())
        return false;
    // First published, then forgotten: killed in between, they happen twice, under the same ids.
    if (const Result<void> written = writeOutboxes(); !written)
        return written.error();
    if (const Result<void> kept = m_bus->flush(); !kept)
        return kept.error();
    for (const PlannedFollowUp &followUp : due) {
        if (const Result<void> forgotten = m_followUps->forget(followUp.message.id); !forgotten)
            return forgotten.error();
    }
    return true;
}

/// Into the outbox of its service, or directly onto its channel: then it is lost when the broker cannot be reached.
void EmulatedSystem::place(sim::Index publication, Message message)
{
    const EmulatedPublication &designed = m_design->publications().at(publication);
    if (designed.usesOutbox) {
        m_metrics.published(publication, m_bus->now());
        m_toWrite[designed.service].push_back({std::move(message), designed.channel});
        return;
    }
    if (m_faults.isCutOff(designed.service)) {
        m_metrics.lost(publication);
        return;
    }
    m_metrics.published(publication, m_bus->now());
    m_bus->submit(message, designed.channel, [this, publication](const Result<std::int64_t> &position) {
        if (position)
            return;
        m_metrics.lost(publication);
        note(position.error().message);
    });
}

Result<void> EmulatedSystem::writeOutboxes()
{
    while (!m_toWrite.empty()) {
        const auto first = m_toWrite.begin();
        if (Result<void> written = m_outboxes->write(first->first, first->second); !written)
            return written;
        m_toWrite.erase(first);
    }
    return {};
}

Result<bool> EmulatedSystem::beginAttempts()
{
    const Result<std::vector<bus::Delivery>> deliveries = m_bus->next();
    if (!deliveries)
        return deliveries.error();
    for (const bus::Delivery &delivery : *deliveries) {
        const auto handedOut = m_handedOut.find(delivery.subscription);
        if (handedOut != m_handedOut.end())
            handedOut->second(delivery);
        else
            begin(delivery);
    }
    return !deliveries->empty();
}

void EmulatedSystem::begin(const bus::Delivery &delivery)
{
    const Duration now = m_clock.elapsed();
    EmulatedConsumer *consumer = consumerOf(delivery.subscription);
    if (consumer == nullptr) { // The simulator leaves it out, too: it takes everything, at once.
        m_works.emplace(now, Work{delivery, now});
        return;
    }
    const Duration takes = consumer->processing(m_faults.attemptFaults(consumer->subscription()));
    const Duration timeout = consumer->plan().timeout;
    if (timeout > Duration::zero() && takes > timeout) {
        m_metrics.attempted(delivery.subscription, timeout);
        return; // The broker ends it.
    }
    m_works.emplace(now + takes, Work{delivery, now});
}

/// Follow-up events are kept before the success that caused them counts: killed in between, the attempt is made again, and
/// nothing is missing.
Result<bool> EmulatedSystem::endAttempts()
{
    while (!m_works.empty() && m_works.begin()->first <= m_clock.elapsed()) {
        if (const Result<void> ended = end(m_works.begin()->second); !ended)
            return ended.error();
        m_works.erase(m_works.begin());
    }
    if (const Result<void> written = writeOutboxes(); !written)
        return written.error();
    const bool isBusy = !m_ended.empty();
    for (const auto &[delivery, outcome] : m_ended)
        m_bus->finished(delivery, outcome);
    m_ended.clear();
    return isBusy;
}

Result<void> EmulatedSystem::end(const Work &work)
{
    const bus::Delivery &delivery = work.delivery;
    EmulatedConsumer *consumer = consumerOf(delivery.subscription);
    delivery::AttemptOutcome outcome;
    if (consumer != nullptr) {
        const AttemptFaults faults = m_faults.attemptFaults(consumer->subscription());
        outcome = consumer->outcome(delivery, m_bus->now(), faults, m_faults.poisonProbability(delivery.message->type));
        const bool isDoubled = outcome.succeeded && consumer->isDoubled(faults) && !consumer->isIdempotent();
        for (int i = 0; i < (isDoubled ? 2 : 1) && outcome.succeeded; ++i) {
            if (Result<void> published = publishCaused(*consumer, *delivery.message); !published)
                return published;
        }
    }
    m_metrics.attempted(delivery.subscription, m_clock.elapsed() - work.began);
    m_ended.emplace_back(delivery, outcome);
    return {};
}

/// The follow-up events of a success. An idempotent consumer causes the same event however often it succeeds.
Result<void> EmulatedSystem::publishCaused(EmulatedConsumer &consumer, const Message &cause)
{
    for (const FollowUp &followUp : consumer.followUps()) {
        const TimePoint at = m_bus->now() + followUp.delay;
        Message message = consumer.isIdempotent() ? m_maker.makeOnce(followUp.publication, at, cause)
                                                  : m_maker.make(followUp.publication, at, &cause);
        if (followUp.delay <= Duration::zero()) {
            place(followUp.publication, std::move(message));
            continue;
        }
        const QString path = m_design->publications().at(followUp.publication).path;
        if (Result<void> kept = m_followUps->add({at, path, std::move(message)}); !kept)
            return kept;
    }
    return {};
}

} // namespace weir
