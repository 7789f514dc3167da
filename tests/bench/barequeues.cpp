// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/barequeues.h"

#include "core/base/randomstream.h"

#include <array>
#include <bit>
#include <cstdlib>
#include <memory>
#include <vector>

namespace weir::bench {

namespace {

__extension__ using Key = unsigned __int128;

/// Time in the upper half (positive doubles are ordered as integers are), then order of scheduling, then what.
Key keyOf(double time, std::uint32_t sequence, std::uint32_t what)
{
    return static_cast<Key>(std::bit_cast<std::uint64_t>(time)) << 64
        | (static_cast<std::uint64_t>(sequence) << 32 | what);
}
double timeOf(Key key)
{
    return std::bit_cast<double>(static_cast<std::uint64_t>(key >> 64));
}
std::uint32_t whatOf(Key key)
{
    return static_cast<std::uint32_t>(key);
}

/// Implicit heap with four children in one cache line.
class Heap
{
public:
    explicit Heap(std::size_t capacity)
        : m_memory(static_cast<Key *>(std::aligned_alloc(64, (capacity + 16) * sizeof(Key) / 64 * 64 + 64)), &std::free)
        , m_heap(m_memory.get() + 3)
    {}
    bool isEmpty() const { return m_size == 0; }
    Key top() const { return m_heap[0]; }
    void push(Key key)
    {
        std::size_t i = m_size++;
        while (i > 0) {
            const std::size_t parent = (i - 1) >> 2;
            if (key >= m_heap[parent])
                break;
            m_heap[i] = m_heap[parent];
            i = parent;
        }
        m_heap[i] = key;
    }
    void replaceTop(Key key)
    {
        std::size_t i = 0;
        for (;;) {
            const std::size_t child = 4 * i + 1;
            if (child >= m_size)
                break;
            std::size_t least = child;
            if (child + 4 <= m_size) {
                const std::size_t left = child + (m_heap[child + 1] < m_heap[child]);
                const std::size_t right = child + 2 + (m_heap[child + 3] < m_heap[child + 2]);
                least = m_heap[right] < m_heap[left] ? right : left;
            } else {
                for (std::size_t k = child + 1; k < m_size; ++k)
                    least = m_heap[k] < m_heap[least] ? k : least;
            }
            if (key <= m_heap[least])
                break;
            m_heap[i] = m_heap[least];
            i = least;
        }
        m_heap[i] = key;
    }
    void pop()
    {
        const Key last = m_heap[--m_size];
        if (m_size > 0)
            replaceTop(last);
    }

private:
    std::unique_ptr<Key, void (*)(void *)> m_memory;
    Key *m_heap;
    std::size_t m_size = 0;
};

/// A queue in a ring that is long enough for these models.
template<typename T>
class Ring
{
public:
    bool isEmpty() const { return m_head == m_tail; }
    void push(T value)
    {
        if (m_tail - m_head == m_ring.size())
            std::abort();
        m_ring[m_tail++ & (m_ring.size() - 1)] = value;
    }
    T pop() { return m_ring[m_head++ & (m_ring.size() - 1)]; }

private:
    std::vector<T> m_ring = std::vector<T>(1 << 16);
    std::size_t m_head = 0, m_tail = 0;
};

/// Mean and histogram of 32 buckets an octave.
class Waits
{
public:
    void add(double value)
    {
        ++m_count;
        m_sum += value;
        m_squares += value * value;
        const auto bucket = static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(value) >> 47) - first;
        ++m_buckets[bucket < 0 ? 0 : static_cast<std::size_t>(bucket)];
    }
    double mean() const { return m_sum / static_cast<double>(m_count); }
    double percentile(double share) const
    {
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < m_buckets.size(); ++i) {
            seen += m_buckets[i];
            if (static_cast<double>(seen) > share * static_cast<double>(m_count))
                return std::bit_cast<double>((static_cast<std::uint64_t>(first) + i) << 47) * (1 + 1.0 / 64);
        }
        return 0;
    }

private:
    static constexpr std::int64_t first = (1023 - 40) * 32;
    std::array<std::uint64_t, 64 * 32> m_buckets{};
    std::uint64_t m_count = 0;
    double m_sum = 0, m_squares = 0;
};

} // namespace

BareResult bareQueue(int servers, std::uint64_t customers, std::uint64_t seed)
{
    RandomStream random(seed);
    const double interval = 1 / (0.9 * servers);
    Heap heap(64);
    Ring<double> queue;
    Waits waits;
    int busy = 0;
    std::uint32_t sequence = 0;
    std::uint64_t events = 0, arrived = 1;
    heap.push(keyOf(random.exponential() * interval, sequence++, 0));
    while (!heap.isEmpty()) {
        const Key top = heap.top();
        const double now = timeOf(top);
        ++events;
        if (whatOf(top) == 0) {
            const bool more = arrived++ < customers;
            if (busy < servers) {
                ++busy;
                waits.add(0);
                const Key done = keyOf(now + random.exponential(), sequence++, 1);
                if (more) {
                    heap.replaceTop(keyOf(now + random.exponential() * interval, sequence++, 0));
                    heap.push(done);
                } else {
                    heap.replaceTop(done);
                }
            } else {
                queue.push(now);
                if (more)
                    heap.replaceTop(keyOf(now + random.exponential() * interval, sequence++, 0));
                else
                    heap.pop();
            }
        } else if (!queue.isEmpty()) {
            waits.add(now - queue.pop());
            heap.replaceTop(keyOf(now + random.exponential(), sequence++, 1));
        } else {
            --busy;
            heap.pop();
        }
    }
    return {events, waits.mean(), waits.percentile(0.99)};
}

BareResult bareTopic(std::uint64_t publications, std::uint64_t seed)
{
    constexpr std::uint32_t subscriptions = 5, arrival = 99;
    constexpr int servers = 4;
    RandomStream random(seed);
    const double interval = 1 / (0.9 * servers);
    Heap heap(64);
    std::array<Ring<double>, subscriptions> queues;
    std::array<int, subscriptions> busy{};
    Waits waits;
    std::uint32_t sequence = 0;
    std::uint64_t events = 0, arrived = 1;
    heap.push(keyOf(random.exponential() * interval, sequence++, arrival));
    while (!heap.isEmpty()) {
        const Key top = heap.top();
        const double now = timeOf(top);
        const std::uint32_t what = whatOf(top);
        ++events;
        if (what == arrival) {
            if (arrived++ < publications)
                heap.replaceTop(keyOf(now + random.exponential() * interval, sequence++, arrival));
            else
                heap.pop();
            for (std::uint32_t s = 0; s < subscriptions; ++s) {
                if (busy[s] < servers) {
                    ++busy[s];
                    waits.add(0);
                    heap.push(keyOf(now + random.exponential(), sequence++, s));
                } else {
                    queues[s].push(now);
                }
            }
        } else if (!queues[what].isEmpty()) {
            waits.add(now - queues[what].pop());
            heap.replaceTop(keyOf(now + random.exponential(), sequence++, what));
        } else {
            --busy[what];
            heap.pop();
        }
    }
    return {events, waits.mean(), waits.percentile(0.99)};
}

namespace {

/// M4: messages are records in a pool with a free list.
class BareRetry
{
public:
    explicit BareRetry(std::uint64_t seed) : m_random(seed), m_heap(1 << 16) { m_messages.reserve(1 << 16); }

    BareResult run(std::uint64_t customers)
    {
        std::uint64_t events = 0, arrived = 1;
        m_heap.push(keyOf(m_random.exponential() * interval, m_sequence++, Arrival));
        while (!m_heap.isEmpty()) {
            const Key top = m_heap.top();
            m_now = timeOf(top);
            const std::uint32_t message = whatOf(top) >> 2;
            ++events;
            switch (whatOf(top) & 3) {
            case Completion:
                complete(message);
                break;
            case Arrival:
                if (arrived++ < customers)
                    m_heap.replaceTop(keyOf(m_now + m_random.exponential() * interval, m_sequence++, Arrival));
                else
                    m_heap.pop();
                enter(newMessage());
                break;
            default:
                m_heap.pop();
                enter(message);
            }
        }
        return {events, m_waits.mean(), m_waits.percentile(0.99)};
    }

private:
    enum : std::uint32_t { Arrival, Completion, Retry };
    struct Message
    {
        double born = 0, entered = 0;
        std::uint32_t failures = 0, next = 0;
    };
    static constexpr double interval = 1 / 2.5;
    static constexpr std::uint32_t none = 0xffff'ffff;

    std::uint32_t newMessage()
    {
        std::uint32_t i = m_free;
        if (i != none) {
            m_free = m_messages[i].next;
        } else {
            i = static_cast<std::uint32_t>(m_messages.size());
            m_messages.emplace_back();
        }
        m_messages[i] = {m_now, m_now, 0, 0};
        return i;
    }
    void enter(std::uint32_t message)
    {
        m_messages[message].entered = m_now;
        if (m_busy < 4) {
            ++m_busy;
            m_waits.add(0);
            m_heap.push(keyOf(m_now + m_random.exponential(), m_sequence++, message << 2 | Completion));
        } else {
            m_queue.push(message);
        }
    }
    void complete(std::uint32_t message)
    {
        Message &done = m_messages[message];
        if (m_random.uniform() < 0.2 && ++done.failures < 3) {
            const double delay = static_cast<double>(1u << done.failures);
            m_heap.replaceTop(keyOf(m_now + delay, m_sequence++, message << 2 | Retry));
        } else {
            m_sojourns.add(m_now - done.born);
            done.next = m_free;
            m_free = message;
            m_heap.pop();
        }
        if (m_queue.isEmpty()) {
            --m_busy;
            return;
        }
        const std::uint32_t next = m_queue.pop();
        m_waits.add(m_now - m_messages[next].entered);
        m_heap.push(keyOf(m_now + m_random.exponential(), m_sequence++, next << 2 | Completion));
    }

    RandomStream m_random;
    Heap m_heap;
    Ring<std::uint32_t> m_queue;
    std::vector<Message> m_messages;
    std::uint32_t m_free = none;
    std::uint32_t m_sequence = 0;
    int m_busy = 0;
    double m_now = 0;
    Waits m_waits, m_sojourns;
};

} // namespace

BareResult bareRetry(std::uint64_t customers, std::uint64_t seed)
{
    return BareRetry(seed).run(customers);
}

BareResult bareHold(std::uint64_t pending, std::uint64_t holds, std::uint64_t seed)
{
    RandomStream random(seed);
    Heap heap(pending);
    std::uint32_t sequence = 0;
    for (std::uint64_t i = 0; i < pending; ++i)
        heap.push(keyOf(random.exponential(), sequence++, 0));
    for (std::uint64_t i = 0; i < holds; ++i)
        heap.replaceTop(keyOf(timeOf(heap.top()) + random.exponential(), sequence++, 0));
    return {holds, timeOf(heap.top()), 0};
}

} // namespace weir::bench
