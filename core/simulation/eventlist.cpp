// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/eventlist.h"

#include <algorithm>

namespace weir::sim {

namespace {

constexpr std::size_t perLine = 64 / sizeof(Event);

} // namespace

EventList::EventList(std::uint32_t firstSequence) : m_sequence(firstSequence)
{
    grow();
}

Index EventList::addLane()
{
    m_lanes.emplace_back();
    return static_cast<Index>(m_lanes.size() - 1);
}

void EventList::grow()
{
    const std::size_t capacity = std::max<std::size_t>(61, 2 * m_capacity);
    auto memory = std::make_unique<Event[]>(capacity + 3 * perLine);
    // Children of i stand at 4i + 1 … 4i + 4: with the root in the last place of a line they start one.
    const auto address = reinterpret_cast<std::uintptr_t>(memory.get());
    const std::size_t toLine = (64 - address % 64) % 64 / sizeof(Event);
    Event *const heap = memory.get() + toLine + perLine - 1;
    std::copy_n(m_heap, m_size, heap);
    std::fill_n(heap + m_size, capacity + perLine - m_size, never);
    m_memory = std::move(memory);
    m_heap = heap;
    m_capacity = capacity;
}

Event EventList::takeFromLane(Index lane)
{
    RingQueue<Event> &queue = m_lanes[lane];
    const Event event = queue.pop();
    m_hole = true;
    if (!queue.isEmpty())
        insert(inLane(queue.front(), lane));
    return event;
}

Event EventList::renumber(Time time, std::uint32_t slot)
{
    // All pending events in their order, numbered from 0; what follows gets higher numbers again.
    closeHole();
    std::vector<Event *> pending;
    for (std::size_t i = 0; i < m_size; ++i) {
        if ((slotOf(m_heap[i]) & tagMask) != laneTag)
            pending.push_back(&m_heap[i]);
    }
    for (RingQueue<Event> &queue : m_lanes) {
        for (std::size_t i = 0; i < queue.size(); ++i)
            pending.push_back(&queue.at(i));
    }
    std::sort(pending.begin(), pending.end(), [](const Event *a, const Event *b) { return *a < *b; });
    const Event sequenceBits = static_cast<Event>(0xffff'ffffu) << 32;
    m_sequence = 0;
    for (Event *const event : pending)
        *event = (*event & ~sequenceBits) | static_cast<Event>(m_sequence++) << 32;
    for (std::size_t i = 0; i < m_size; ++i) {
        const std::uint32_t laneSlot = slotOf(m_heap[i]);
        if ((laneSlot & tagMask) == laneTag)
            m_heap[i] = inLane(m_lanes[laneSlot >> tagBits].front(), laneSlot >> tagBits);
    }
    return numbered(time, slot); // The order is the same, so the heap is still one.
}

} // namespace weir::sim
