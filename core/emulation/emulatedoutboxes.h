// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/outbox.h"
#include "core/bus/relay.h"
#include "core/emulation/emulatedfaults.h"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace weir {

/// An event and the channel it goes to.
struct ChanneledMessage
{
    Message message;
    QString channel;
};

/// The databases of the services that publish through an outbox, one for each, with their relays.
class EmulatedOutboxes
{
public:
    /// How the relays of \a service reach the broker.
    using SinkOf = std::function<EventSink &(const QString &service)>;

    /// Opens them beside \a database, which is the bus's: the file `bus.db` has `bus.orders.db` beside it, a PostgreSQL
    /// database a schema for each. What is passed by reference must outlive it, also what \a sinkOf gives.
    static Result<std::unique_ptr<EmulatedOutboxes>> open(const EmulatedDesign &design, const QString &database,
                                                          const Clock &clock, const SinkOf &sinkOf);

    /// Writes \a messages of \a service in one transaction.
    Result<void> write(const QString &service, const std::vector<ChanneledMessage> &messages);
    /// Polls of relays that are due and not held up by \a faults; true when there were some.
    Result<bool> run(const EmulatedFaults &faults);
    /// When run() has something to do; nothing: never.
    std::optional<Duration> nextDeadline(const EmulatedFaults &faults) const;
    /// Rows of each service that has an outbox.
    Result<std::map<QString, bus::OutboxCounts>> counts();

private:
    struct Database
    {
        std::unique_ptr<bus::Store> store;
        std::unique_ptr<bus::Outbox> outbox;
        std::vector<std::unique_ptr<bus::Relay>> relays;
        int maxAttempts = 5;
    };

    explicit EmulatedOutboxes(const Clock &clock) : m_clock(clock) {}
    Result<void> add(const Service &service, const QString &database, EventSink &sink);

    const Clock &m_clock;
    std::map<QString, Database> m_databases; ///< By service.
};

/// Where the outbox of \a service is when the bus's database is \a database.
QString outboxUrl(const QString &database, const QString &service);

} // namespace weir
