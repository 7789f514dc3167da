// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/durablebus.h"
#include "core/emulation/emulatedconsumer.h"
#include "core/emulation/emulatedoutboxes.h"
#include "core/emulation/emulatedproducer.h"
#include "core/emulation/emulationmetrics.h"
#include "core/emulation/followupstore.h"
#include "core/emulation/messagemaker.h"

#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace weir {

struct EmulationSettings
{
    std::uint64_t seed = 1;
    /// Paths of the sources that publish by themselves; absent: all but those that stand for incoming webhooks.
    std::optional<QStringList> producers;
    bus::KeyOf keyOf; ///< Of order and partition; empty: no event has a key.
    bus::DurableBusSettings bus;
};

/// A design that runs: its producers publish at their designed load, its consumers take their designed time and fail as
/// designed, over the durable bus. Nothing that was accepted is lost when the process is killed.
///
/// Has no socket and no timer: the owner calls advance() when nextDeadline() has come and after anything else was called. To
/// be used in one thread.
class EmulatedSystem
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// Takes up what \a database (Store::open()) holds. \a clock must outlive the system. Fails when the database cannot be
    /// used, another bus runs on it, or a producer is named that the design does not have.
    static Result<std::unique_ptr<EmulatedSystem>> open(std::unique_ptr<EmulatedDesign> design, const QString &database,
                                                        const Clock &clock, const EmulationSettings &settings = {});
    ~EmulatedSystem();
    EmulatedSystem(const EmulatedSystem &) = delete;
    EmulatedSystem &operator=(const EmulatedSystem &) = delete;

    /// Does all that is due. Fails when a database does; the next call tries again.
    Result<void> advance();
    /// By Clock::elapsed(); the largest duration: never.
    Duration nextDeadline() const;
    /// Keeps everything that happened so far: before the end.
    Result<void> flush() { return m_bus->flush(); }

    const EmulatedDesign &design() const { return *m_design; }
    const Clock &clock() const { return m_clock; }
    bus::DurableBus &bus() { return *m_bus; }
    const bus::DurableBus &bus() const { return *m_bus; }
    bus::Store &store() { return *m_store; }
    EmulatedOutboxes &outboxes() { return *m_outboxes; }
    const EmulationMetrics &metrics() const { return m_metrics; }
    std::vector<SubscriptionFigures> subscriptionFigures() const
    {
        return m_metrics.subscriptions(m_bus->broker(), m_bus->now());
    }
    std::vector<PublicationFigures> publicationFigures() const { return m_metrics.publications(m_bus->now()); }
    /// Where events of users come in; refuses while the broker is down by a fault.
    EventSink &entrance();
    /// Told of each event once it is safe, in the order of positions.
    void setAccepted(std::function<void(const StoredEvent &)> accepted) { m_bus->setAccepted(std::move(accepted)); }

    const EmulatedFaults &faults() const { return m_faults; }
    Result<void> switchOn(const Fault &fault);
    /// False when there was no such fault.
    bool switchOff(FaultKind kind, const QString &target);
    void clearFaults();

    /// Attempts of subscription \a path are \a handler's from now on; it ends each with finished(). Fails when there is no such
    /// subscription.
    Result<void> handOut(const QString &path, std::function<void(const bus::Delivery &)> handler);
    void finished(const bus::Delivery &delivery, const delivery::AttemptOutcome &outcome);

    /// Paths of the sources that publish by themselves.
    QStringList producers() const;
    /// What went wrong with single events, and not with the system; the latest 100.
    const QStringList &problems() const { return m_problems; }

private:
    /// An attempt that is under way.
    struct Work
    {
        bus::Delivery delivery;
        Duration began{};
    };
    class Entrance;

    EmulatedSystem(std::unique_ptr<EmulatedDesign> design, const Clock &clock, const EmulationSettings &settings);
    Result<void> openDatabases(const QString &database, const EmulationSettings &settings);
    Result<void> makeProducers(const EmulationSettings &settings);
    void makeConsumers();
    void applyFaults();
    Result<bool> publishDue();
    Result<bool> publishFollowUps();
    void place(sim::Index publication, Message message);
    Result<void> writeOutboxes();
    Result<bool> endAttempts();
    Result<void> end(const Work &work);
    Result<void> publishCaused(EmulatedConsumer &consumer, const Message &cause);
    Result<bool> beginAttempts();
    void begin(const bus::Delivery &delivery);
    EmulatedConsumer *consumerOf(int subscription) const;
    void note(const QString &problem);

    std::unique_ptr<EmulatedDesign> m_design;
    const Clock &m_clock;
    std::uint64_t m_seed;
    EmulatedFaults m_faults;
    MessageMaker m_maker;
    std::unique_ptr<bus::Store> m_store;
    std::unique_ptr<bus::DurableBus> m_bus;
    std::map<QString, std::unique_ptr<Entrance>> m_entrances; ///< By service; that of users has no name.
    std::unique_ptr<EmulatedOutboxes> m_outboxes;
    std::unique_ptr<FollowUpStore> m_followUps;
    EmulationMetrics m_metrics;
    std::vector<std::unique_ptr<EmulatedProducer>> m_producers;
    std::vector<std::unique_ptr<EmulatedConsumer>> m_consumers; ///< Of each subscription of the broker.
    std::map<int, std::function<void(const bus::Delivery &)>> m_handedOut;
    std::multimap<Duration, Work> m_works;                                   ///< By their ends.
    std::vector<Work> m_stalled;                                             ///< Of services that are down.
    std::vector<std::pair<bus::Delivery, delivery::AttemptOutcome>> m_ended; ///< To be told to the bus.
    std::map<QString, std::vector<ChanneledMessage>> m_toWrite;              ///< By service: into its outbox.
    std::map<QString, sim::Index> m_publications;
    QStringList m_problems;
};

} // namespace weir
