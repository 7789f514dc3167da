// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/network.h"
#include "core/simulation/ringqueue.h"

#include <memory>

namespace weir::sim {

/// What is scheduled: an instant, the order of scheduling, and a slot that says what happens (the upper 28 bits are an
/// index, the lower four a tag). Compared as one unsigned integer, so the order is total and needs no branch.
__extension__ using Event = unsigned __int128;

inline constexpr unsigned tagBits = 4;
inline constexpr std::uint32_t tagMask = (1u << tagBits) - 1;
/// The tag the list keeps for itself: the head of a lane.
inline constexpr std::uint32_t laneTag = tagMask;

/// Later than every event.
inline constexpr Event never = ~Event(0) >> 1;

inline Time timeOf(Event event)
{
    return static_cast<Time>(event >> 64);
}
inline std::uint32_t slotOf(Event event)
{
    return static_cast<std::uint32_t>(event);
}
inline constexpr std::uint32_t slotFor(std::uint32_t tag, Index index)
{
    return index << tagBits | tag;
}

/// The future events: a 4-ary implicit heap, its groups of children aligned to cache lines, and lanes. Equal instants
/// leave in order of scheduling.
///
/// A lane takes events of one constant delay, which therefore come in order: only its head is in the heap. The top is
/// taken lazily: what is scheduled next replaces it, which costs half of taking and adding.
class EventList
{
public:
    /// \a firstSequence is for tests of the renumbering after 2^32 events.
    explicit EventList(std::uint32_t firstSequence = 0);

    bool isEmpty() const { return m_size == (m_hole ? 1u : 0u); }
    /// Instant of the earliest event; the largest instant when there is none.
    Time firstTime()
    {
        closeHole();
        return timeOf(m_heap[0]);
    }

    /// Schedules \a slot at \a time, which is not before the last event taken.
    void schedule(Time time, std::uint32_t slot) { insert(numbered(time, slot)); }
    /// A new lane; its number.
    Index addLane();
    /// Schedules \a slot at \a time, the end of the lane's delay: never before the lane's last.
    void scheduleInLane(Index lane, Time time, std::uint32_t slot)
    {
        const Event event = numbered(time, slot);
        RingQueue<Event> &queue = m_lanes[lane];
        if (queue.isEmpty())
            insert(inLane(event, lane));
        queue.push(event);
    }

    /// Takes the earliest event, after `firstTime()` has found one. The tag is never `laneTag`.
    Event take()
    {
        const Event first = m_heap[0];
        if ((slotOf(first) & tagMask) == laneTag)
            return takeFromLane(slotOf(first) >> tagBits);
        m_hole = true;
        return first;
    }

private:
    Event numbered(Time time, std::uint32_t slot)
    {
        const std::uint32_t sequence = m_sequence++;
        if (sequence == 0xffff'ffff) [[unlikely]]
            return renumber(time, slot);
        return static_cast<Event>(static_cast<std::uint64_t>(time)) << 64
            | (static_cast<std::uint64_t>(sequence) << 32 | slot);
    }
    static Event inLane(Event event, Index lane) { return event >> 32 << 32 | slotFor(laneTag, lane); }
    void insert(Event event)
    {
        if (m_hole) {
            m_hole = false;
            siftDown(event);
        } else {
            if (m_size == m_capacity) [[unlikely]]
                grow();
            siftUp(m_size++, event);
        }
    }
    void closeHole()
    {
        if (m_hole) {
            m_hole = false;
            const Event last = m_heap[--m_size];
            m_heap[m_size] = never;
            if (m_size > 0)
                siftDown(last);
        }
    }
    void siftUp(std::size_t i, Event event)
    {
        while (i > 0) {
            const std::size_t parent = (i - 1) / 4;
            if (event >= m_heap[parent])
                break;
            m_heap[i] = m_heap[parent];
            i = parent;
        }
        m_heap[i] = event;
    }
    /// Puts \a event where the top was. Places past the end hold `never`, so every group of children is whole.
    void siftDown(Event event)
    {
        std::size_t i = 0;
        for (std::size_t child = 1; child < m_size; child = 4 * i + 1) {
            if (child + 1 == m_size) { // The last is alone; with one producer and one server it always is.
                if (event > m_heap[child]) {
                    m_heap[i] = m_heap[child];
                    i = child;
                }
                break;
            }
            // Without a branch: the smaller of each pair, then the smaller of both.
            const std::size_t left = child + (m_heap[child + 1] < m_heap[child] ? 1 : 0);
            const std::size_t right = child + 2 + (m_heap[child + 3] < m_heap[child + 2] ? 1 : 0);
            const std::size_t least = m_heap[right] < m_heap[left] ? right : left;
            if (event <= m_heap[least])
                break;
            m_heap[i] = m_heap[least];
            i = least;
        }
        m_heap[i] = event;
    }
    Event takeFromLane(Index lane);
    [[gnu::noinline]] Event renumber(Time time, std::uint32_t slot);
    [[gnu::noinline]] void grow();

    Event *m_heap = nullptr; ///< In m_memory, shifted so that the children of one parent share a cache line.
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
    std::uint32_t m_sequence;
    bool m_hole = false; ///< The top has been taken and nothing has replaced it yet.
    std::vector<RingQueue<Event>> m_lanes;
    std::unique_ptr<Event[]> m_memory;
};

} // namespace weir::sim
