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
        const std::size_t count = size();
        std::vector<T> ring(places);
        for (std::size_t i = 0; i < count; ++i)
            ring[i] = at(i);
        m_ring.swap(ring);
        m_mask = m_ring.size() - 1;
        m_head = 0;
        m_tail = count;
    }

    std::vector<T> m_ring;
    std::size_t m_mask = 0;
    std::size_t m_head = 0;
    std::size_t m_tail = 0;
};

} // namespace weir::sim
