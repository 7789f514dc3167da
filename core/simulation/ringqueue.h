// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <utility>
#include <vector>

namespace weir::sim {

/// A queue in a ring whose size is a power of two. Adding allocates only while the queue is longer than ever before.
template<typename T>
class RingQueue
{
public:
    bool isEmpty() const { return m_head == m_tail; }
    std::size_t size() const { return m_tail - m_head; }

    void push(T value)
    {
        if (size() == m_ring.size()) [[unlikely]]
            grow();
        m_ring[m_tail++ & m_mask] = value;
    }
    /// Puts \a value before all others.
    void pushFront(T value)
    {
        if (size() == m_ring.size()) [[unlikely]]
            grow();
        m_ring[--m_head & m_mask] = value;
    }
    /// Takes the first; the queue is not empty.
    T pop() { return m_ring[m_head++ & m_mask]; }
    const T &front() const { return m_ring[m_head & m_mask]; }
    /// The \a i-th from the front, i < size().
    T &at(std::size_t i) { return m_ring[(m_head + i) & m_mask]; }
    const T &at(std::size_t i) const { return m_ring[(m_head + i) & m_mask]; }
    void clear() { m_head = m_tail; }
    /// Takes out the first \a value, which is in the queue; what is behind it moves up.
    void erase(T value)
    {
        std::size_t place = m_head;
        while (m_ring[place & m_mask] != value)
            ++place;
        for (--m_tail; place != m_tail; ++place)
            m_ring[place & m_mask] = m_ring[(place + 1) & m_mask];
    }
    /// The place that the next pushed value gets, and keeps until it is taken.
    std::size_t nextPlace() const { return m_tail; }
    /// The place of the first.
    std::size_t firstPlace() const { return m_head; }
    /// The value at \a place, which is in the queue.
    T &atPlace(std::size_t place) { return m_ring[place & m_mask]; }
    /// Makes room for \a count values at a time.
    void reserve(std::size_t count)
    {
        if (count > m_ring.size())
            resize(std::bit_ceil(count));
    }

private:
    [[gnu::noinline]] void grow() { resize(m_ring.empty() ? 16 : 2 * m_ring.size()); }
    void resize(std::size_t places)
    {
        std::vector<T> ring(places);
        const std::size_t mask = places - 1;
        for (std::size_t place = m_head; place != m_tail; ++place) // Places stay what they are.
            ring[place & mask] = m_ring[place & m_mask];
        m_ring.swap(ring);
        m_mask = mask;
    }

    std::vector<T> m_ring;
    std::size_t m_mask = 0;
    std::size_t m_head = 0;
    std::size_t m_tail = 0;
};

} // namespace weir::sim
