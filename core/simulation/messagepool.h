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
    Delayed,    ///< A copy held back on its way to its queue; an end is scheduled.
    Buffered,   ///< Handed over to an instance that has not begun it.
    Zombie,     ///< An attempt whose message was given to somebody else meanwhile; a completion is scheduled.
    Dead,       ///< In the dead letters, until it comes back.
};

/// What is special about a message, as bits.
enum MessageFlag : std::uint8_t {
    IsSecondCopy = 1, ///< Delivered twice: its attempts count, it does not.
    IsPoison = 2,     ///< Every attempt fails.
    HoldsLane = 4,    ///< Its partition hands over no other message.
};

/// What only messages of stations with special features need.
struct MessageExtra
{
    Time deadline = 0;         ///< Instant; 0: not drawn yet.
    Time expires = 0;          ///< Instant; 0: never.
    std::size_t place = 0;     ///< In its waiting queue.
    Index lane = 0;            ///< Its partition.
    Index instance = 0;        ///< That it was handed over to.
    Index timer = noIndex;     ///< What is scheduled for it, besides its completion or retry.
    Index effects = noIndex;   ///< What all attempts of one message have done, once there are two.
    std::uint32_t version = 1; ///< Of the schema.
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
    std::uint32_t order = 0;      ///< Of the attempts its station has begun, or of the messages it has buffered.
    MessageState state = MessageState::Free;
    bool timesOut = false;   ///< The attempt under way ends by its timeout.
    bool effectDone = false; ///< An earlier attempt succeeded, but was not acknowledged.
    std::uint8_t flags = 0;  ///< MessageFlag.
    Time lastDelay = 0;      ///< The last backoff (decorrelated jitter).

    /// A new copy, whatever stood here before; \a from and \a to are its publication and queue.
    void begin(Index from, Index to, Time at)
    {
        committed = at;
        fifo = to;
        publication = from;
        failures = 0;
        deliveries = 0;
        effectDone = false;
        flags = 0;
        lastDelay = 0;
    }
};

/// All messages in flight, by index. Freed ones are used again first, so memory is that of the fullest instant.
class MessagePool
{
public:
    /// From now on messages have extras.
    void useExtras()
    {
        m_hasExtras = true;
        m_extras.resize(m_messages.size());
    }
    /// After useExtras().
    MessageExtra &extra(Index i) { return m_extras[i]; }

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
        if (m_hasExtras)
            m_extras.resize(m_messages.size());
        m_free.reserve(m_messages.size());
        for (Index i = count + more; i > count; --i)
            m_free.push_back(i - 1);
    }

    std::vector<Message> m_messages;
    std::vector<Index> m_free;
    std::vector<MessageExtra> m_extras;
    bool m_hasExtras = false;
};

} // namespace weir::sim
