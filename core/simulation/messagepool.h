// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/network.h"

#include <vector>

namespace weir::sim {

/// What a message in the pool is doing.
enum class MessageState : std::uint8_t {
    Free,
    Travelling, ///< Between the publisher and the queues.
    Waiting,    ///< In a queue.
    Processing, ///< In a server; a completion is scheduled.
    Blocking,   ///< Holds a server during its backoff; an end is scheduled.
    BackedOff,  ///< Waits for its retry; a retry is scheduled.
    Cancelled,  ///< The event that is still scheduled for it means nothing.
};

/// One copy of a published event on its way to one subscription.
struct alignas(64) Message
{
    Time committed = 0;      ///< t0: the business transaction.
    Time since = 0;          ///< Entered its queue; while processing: start of the attempt.
    Index station = noIndex; ///< Who works on it, or failed it last.
    Index fifo = noIndex;    ///< The queue it belongs to.
    Index publication = 0;
    Index fanOut = noIndex;       ///< The copies of one publication share this record; noIndex: not tracked.
    std::uint32_t failures = 0;   ///< Attempts that count for the retry policy.
    std::uint32_t deliveries = 0; ///< Attempts started.
    std::uint32_t number = 0;     ///< Of the published event, from 1; kept only while tracing.
    MessageState state = MessageState::Free;
    bool timesOut = false;   ///< The attempt under way ends by its timeout.
    bool effectDone = false; ///< An earlier attempt succeeded, but was not acknowledged.
    Time lastDelay = 0;      ///< The last backoff (decorrelated jitter).
};

/// All messages in flight, by index. Freed ones are used again first, so memory is that of the fullest instant.
class MessagePool
{
public:
    Message &operator[](Index i) { return m_messages[i]; }
    const Message &operator[](Index i) const { return m_messages[i]; }
    Index size() const { return static_cast<Index>(m_messages.size()); }
    std::size_t inUse() const { return m_messages.size() - m_free.size(); }

    /// An unused message; its members are those of whoever used it before.
    Index acquire()
    {
        if (m_free.empty()) [[unlikely]]
            grow();
        const Index i = m_free.back();
        m_free.pop_back();
        return i;
    }
    void release(Index i)
    {
        m_messages[i].state = MessageState::Free;
        m_free.push_back(i);
    }

private:
    [[gnu::noinline]] void grow()
    {
        const Index count = size();
        const Index more = count == 0 ? 1024 : count;
        m_messages.resize(count + more);
        m_free.reserve(m_messages.size());
        for (Index i = count + more; i > count; --i)
            m_free.push_back(i - 1);
    }

    std::vector<Message> m_messages;
    std::vector<Index> m_free;
};

} // namespace weir::sim
