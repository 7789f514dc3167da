// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/store.h"
#include "core/message/message.h"

#include <span>
#include <vector>

namespace weir::bus {

/// An event in the outbox.
struct OutboxRow
{
    QString id; ///< A UUID of the row; the event's own id stands in the payload.
    std::int64_t position = 0;
    QString eventType;
    QByteArray payload; ///< The envelope.
    QString channel;    ///< Empty: the channels that the design publishes the type on.
    QString status;     ///< `pending`, `processed` or, hardened only, `dead`.
    int retryCount = 0;
    TimePoint createdAt;
    std::optional<TimePoint> processedAt;
    std::optional<TimePoint> nextAttemptAt;
    QString lastError;
    std::optional<TimePoint> lockedUntil;
    QString owner;
    std::int64_t fence = 0; ///< Of the latest claim; 0: never claimed.

    /// The event in the payload.
    Result<Message> message() const;
};

/// Rows that one relay works on until a time, and nobody else.
struct Claim
{
    std::int64_t fence = 0; ///< Increases with each claim.
    QString owner;
    TimePoint until;
    std::vector<OutboxRow>
        rows; ///< Oldest first; with what a relay needs: position, payload, channel, failures, fence.

    bool isEmpty() const { return rows.empty(); }
};

/// How many rows there are.
struct OutboxCounts
{
    std::int64_t pending = 0, processed = 0, dead = 0;
    std::int64_t stuck = 0; ///< Pending, but with so many failures that no relay looks at them (faithful mode).

    bool operator==(const OutboxCounts &) const = default;
};

/// The transactional outbox: the table `outbox_events`.
class Outbox
{
public:
    /// \a store and \a clock must outlive it.
    Outbox(Store &store, const Clock &clock) : m_store(store), m_clock(clock) {}

    /// Writes events, in the transaction that is open or in one of their own.
    Result<void> write(std::span<const Message> messages, const QString &channel = {});

    /// What the worker of the specification selects: pending rows with fewer than \a maxAttempts failures, in no promised
    /// order, locked for nobody.
    Result<std::vector<OutboxRow>> pending(int batch, int maxAttempts);
    Result<void> markProcessed(const QString &id);
    Result<void> countFailure(const QString &id, int retryCount);

    /// Claims up to \a batch rows that are due, oldest first, for \a lease. PostgreSQL leases each row, so that several relays
    /// share the work; SQLite, which has one writer, leases the whole outbox to one relay at a time. Rows at \a after and
    /// before it are left alone: who drains need not look again at those that it has just marked.
    Result<Claim> claim(const QString &owner, int batch, Duration lease, std::int64_t after = 0);
    /// Marks the rows of \a claim from \a first to before \a last as processed. Gives how many were: fewer when another has
    /// claimed them since.
    Result<int> markProcessed(const Claim &claim, std::size_t first, std::size_t last,
                              Store::Durability durability = Store::Durability::OnDisk);
    /// Row \a index failed: it is due again at \a nextAttempt, or dead. False when another has claimed it since.
    Result<bool> markFailed(const Claim &claim, std::size_t index, const QString &reason,
                            std::optional<TimePoint> nextAttempt);
    /// Gives the rows from \a first on back, so that anybody may claim them at \a notBefore.
    Result<void> release(const Claim &claim, std::size_t first, std::optional<TimePoint> notBefore);

    Result<OutboxCounts> counts(int maxAttempts);
    /// The oldest \a limit rows, whatever their status: for tables that people look at.
    Result<std::vector<OutboxRow>> rows(int limit);
    /// Deletes up to \a most rows that were processed before \a before; gives how many.
    Result<int> purge(TimePoint before, int most);

private:
    /// What is read of a row.
    enum class Columns : std::uint8_t {
        All,
        Relayed, ///< What a relay needs; the others cost as much again.
    };
    Result<std::vector<OutboxRow>> select(Columns columns, const QString &rest, const QVariantList &values,
                                          const QString &with = {});
    Result<Claim> claimRows(Claim claim, int batch, TimePoint now, std::int64_t after);
    Result<std::int64_t> leaseWhole(const QString &owner, Duration lease, TimePoint now);
    Result<bool> isHeld(const Claim &claim);
    std::pair<QString, QVariantList> rowsOf(const Claim &claim, std::size_t first, std::size_t last) const;

    Store &m_store;
    const Clock &m_clock;
};

} // namespace weir::bus
