// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/store.h"
#include "core/message/eventreader.h"

#include <QHash>

#include <span>

namespace weir::bus {

/// An event to be appended.
struct Appended
{
    const Message *message = nullptr;
    QString channel;
    QString key; ///< Names its stream; empty: the event is a stream of its own.
};

/// Every event that was accepted, in order: the table `event_store`.
class EventStore : public EventReader
{
public:
    /// \a store and \a clock must outlive it.
    EventStore(Store &store, const Clock &clock) : m_store(store), m_clock(clock) {}

    /// Appends events, in the transaction that is open or in one of their own. Gives their positions; 0 for one whose id is
    /// there already (positionOf() says where), or twice in \a events.
    Result<std::vector<std::int64_t>> append(std::span<const Appended> events);

    Result<EventBatch> readAfter(std::int64_t position, int limit) override;
    Result<std::int64_t> lastPosition() override;
    Result<std::optional<std::int64_t>> positionOf(const QString &id) override;
    /// The positions of those of \a ids that are kept.
    Result<QHash<QString, std::int64_t>> positionsOf(const QStringList &ids);
    /// The event at \a position; nothing when it is not kept.
    Result<std::optional<StoredEvent>> at(std::int64_t position);
    /// Deletes up to \a most of the oldest events that were recorded before \a before and that no delivery waits for; gives
    /// how many. Reading tells that they are missing.
    Result<int> purge(TimePoint before, int most);

private:
    Store &m_store;
    const Clock &m_clock;
};

} // namespace weir::bus
