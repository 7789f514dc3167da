// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/store.h"

namespace weir::bus {

/// How long the inbox remembers an event.
inline constexpr Duration inboxRetention = std::chrono::hours(7 * 24);

/// Which consumer has handled which event: the table `inbox`. A handler takes effect at most once when enter() and the effect
/// stand in one transaction.
class Inbox
{
public:
    /// \a store and \a clock must outlive it.
    Inbox(Store &store, const Clock &clock) : m_store(store), m_clock(clock) {}

    /// Notes that \a consumer handles \a event now, in the transaction that is open or in one of its own. False when it has
    /// before: then do nothing.
    Result<bool> enter(const QString &consumer, const QString &event);
    Result<bool> contains(const QString &consumer, const QString &event);
    /// Forgets up to \a most events that were handled before \a before; gives how many.
    Result<int> purge(TimePoint before, int most);

private:
    Store &m_store;
    const Clock &m_clock;
};

} // namespace weir::bus
