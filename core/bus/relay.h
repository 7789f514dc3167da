// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/randomstream.h"
#include "core/bus/outbox.h"
#include "core/message/eventsink.h"

namespace weir::bus {

struct RelaySettings
{
    OutboxMode mode = OutboxMode::Hardened;
    Duration poll = std::chrono::seconds(5);
    int batch = 100;
    int maxAttempts = 5; ///< Failures after which a row is dead (hardened) or not looked at (faithful).
    Duration lease = std::chrono::seconds(30);  ///< Hardened: how long a claimed row is this relay's.
    Duration backoff = std::chrono::seconds(1); ///< Hardened: after the first failure; doubles, up to a minute.
    QString owner;                              ///< Hardened: names this relay; one is made when empty.

    /// What a design says about a service's outbox.
    static RelaySettings of(const weir::Outbox &outbox);
};

/// What a relay has done.
struct RelayCounts
{
    std::int64_t polls = 0, published = 0, failed = 0, dead = 0;
    std::int64_t unreachable = 0; ///< Batches that ended because the sink could not be reached.
    std::int64_t fenced = 0;      ///< Rows that another relay had claimed before they could be marked.

    bool operator==(const RelayCounts &) const = default;
};

/// Moves events from an outbox to a sink: at least once, never lost.
///
/// `Hardened` claims rows with a lease and a fencing number, publishes them oldest first, drains full batches without
/// waiting for the next poll, backs off without counting an attempt when the sink cannot be reached, and gives a row up after
/// `maxAttempts` rejections. `Faithful` is the worker of the specification to the letter.
class Relay
{
public:
    /// What is passed by reference must outlive the relay.
    Relay(Outbox &outbox, EventSink &sink, const Clock &clock, RelaySettings settings);

    /// Polls, if a poll is due. Fails when the database does; the next poll tries again.
    Result<void> run();
    /// When run() is next due, by Clock::elapsed().
    Duration nextPoll() const { return m_nextPoll; }
    const RelayCounts &counts() const { return m_counts; }

private:
    Result<void> runFaithful();
    Result<bool> runHardened(std::int64_t &after);
    Result<void> markPublished(const Claim &claim, std::size_t first, std::size_t last, Store::Durability durability);
    Result<void> markFailed(const Claim &claim, std::size_t index, const QString &reason);

    Outbox &m_outbox;
    EventSink &m_sink;
    const Clock &m_clock;
    RelaySettings m_settings;
    RelayCounts m_counts;
    Duration m_nextPoll{};
    int m_unreachableInRow = 0;
};

} // namespace weir::bus
