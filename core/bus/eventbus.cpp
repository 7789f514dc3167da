// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/eventbus.h"

#include "core/bus/patterntrie.h"

#include <array>
#include <atomic>
#include <cstring>
#include <exception>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace weir::bus {

namespace {

struct Entry
{
    std::uint64_t id = 0;
    EventHandler handler;
    std::atomic<bool> isActive{true};
    QString name;
    delivery::EventPattern pattern;
};

/// The handlers of one topic, in order of subscription.
using MatchSet = std::vector<std::shared_ptr<Entry>>;
using SharedSet = std::shared_ptr<const MatchSet>;

/// Topics whose handlers a bus keeps for all threads.
constexpr std::size_t mostSharedSets = 10'000;

/// What a thread knows of one state of one bus.
struct BusCache
{
    static constexpr std::size_t slotCount = 256;
    struct Slot
    {
        QString topic;
        SharedSet handlers;
    };

    std::uint64_t bus = 0;
    std::uint64_t generation = 0;
    std::array<Slot, slotCount> known;
};

/// Sets that are replaced while handlers run are kept until none runs: a handler may subscribe, and so replace its own.
struct ThreadCache
{
    std::array<std::unique_ptr<BusCache>, 4> buses;
    int depth = 0;
    std::vector<SharedSet> retired;

    /// Forgets all about \a cache's bus.
    void retire(BusCache &cache)
    {
        for (BusCache::Slot &slot : cache.known) {
            if (slot.handlers)
                retired.push_back(std::move(slot.handlers));
            slot.handlers.reset();
            slot.topic.clear();
        }
        cache.bus = 0;
    }
    /// Releases what is retired, if no handler runs. What handlers hold may call the bus again as it is released.
    void release()
    {
        while (depth == 0 && !retired.empty()) {
            const std::vector<SharedSet> released = std::exchange(retired, {});
        }
    }
};

ThreadCache &threadCache()
{
    static thread_local ThreadCache cache;
    return cache;
}

/// A cheap hash: names of event types differ at their ends and in the middle.
std::size_t slotOf(const QString &topic)
{
    const auto size = static_cast<std::size_t>(topic.size());
    const QChar *text = topic.constData();
    std::uint64_t bits = size;
    if (size >= 4) {
        std::uint64_t first = 0, middle = 0, last = 0;
        std::memcpy(&first, text, sizeof first);
        std::memcpy(&middle, text + (size / 2 - 2), sizeof middle);
        std::memcpy(&last, text + (size - 4), sizeof last);
        bits += first * 0x9e37'79b9'7f4a'7c15u + (middle ^ (last << 7)) * 0xc2b2'ae3d'27d4'eb4fu;
    } else {
        for (std::size_t i = 0; i < size; ++i)
            bits = bits * 131 + text[i].unicode();
    }
    return static_cast<std::size_t>((bits * 0x9e37'79b9'7f4a'7c15u) >> 56);
}
static_assert(BusCache::slotCount == 256);

bool isSame(const QString &known, const QString &topic)
{
    return known.constData() == topic.constData() ? known.size() == topic.size() : known == topic;
}

} // namespace

/// A bus, shared with the handles of its subscriptions.
class EventBusState
{
public:
    std::uint64_t subscribe(const QString &pattern, EventHandler handler, const QString &name)
    {
        const auto entry = std::make_shared<Entry>();
        entry->handler = std::move(handler);
        entry->name = name;
        entry->pattern = delivery::EventPattern(pattern);
        std::unordered_map<std::string, SharedSet> outdated;
        const std::lock_guard lock(m_mutex);
        entry->id = ++m_lastId;
        m_entries.emplace(entry->id, entry);
        m_trie.add(entry->pattern, entry->id);
        changed(outdated);
        return entry->id;
    }

    void unsubscribe(std::uint64_t id)
    {
        std::shared_ptr<Entry> entry;
        std::unordered_map<std::string, SharedSet> outdated;
        {
            const std::lock_guard lock(m_mutex);
            const auto found = m_entries.find(id);
            if (found == m_entries.end())
                return;
            entry = std::move(found->second);
            m_entries.erase(found);
            entry->isActive.store(false, std::memory_order_release);
            m_trie.remove(entry->pattern, id);
            changed(outdated);
        }
        forget();
    }

    bool isActive(std::uint64_t id) const
    {
        const std::lock_guard lock(m_mutex);
        return m_entries.contains(id);
    }

    int subscriptions() const
    {
        const std::lock_guard lock(m_mutex);
        return static_cast<int>(m_entries.size());
    }

    /// This thread lets go of the handlers it knows.
    void forget()
    {
        ThreadCache &thread = threadCache();
        const auto &cache = thread.buses.at(m_id % thread.buses.size());
        if (cache && cache->bus == m_id)
            thread.retire(*cache);
        thread.release();
    }

    PublishReport publish(const Message &message, const QString &topic)
    {
        ThreadCache &thread = threadCache();
        const MatchSet &handlers = handlersOf(thread, topic);
        struct Running
        {
            explicit Running(ThreadCache &cache) : thread(cache) { ++thread.depth; }
            ~Running()
            {
                if (--thread.depth == 0 && !thread.retired.empty())
                    thread.release();
            }
            ThreadCache &thread;
        } const running(thread);
        PublishReport report;
        delivery::AttemptOutcome outcome;
        for (const std::shared_ptr<Entry> &entry : handlers) {
            if (!entry->isActive.load(std::memory_order_acquire)) [[unlikely]]
                continue;
            ++report.handlers;
            try {
                entry->handler(message, outcome);
            } catch (const std::exception &error) {
                outcome = delivery::AttemptOutcome::failure(QString::fromUtf8(error.what()));
            }
            if (!outcome.succeeded || !outcome.reason.isNull()) [[unlikely]]
                note(report, *entry, outcome);
        }
        return report;
    }

private:
    static void note(PublishReport &report, const Entry &entry, delivery::AttemptOutcome &outcome)
    {
        if (!outcome.succeeded)
            report.failures.push_back({entry.id, entry.name, std::move(outcome)});
        outcome = {};
    }

    /// To be called with the mutex held; \a outdated is to be destroyed without it.
    void changed(std::unordered_map<std::string, SharedSet> &outdated)
    {
        m_sets.swap(outdated);
        m_generation.fetch_add(1, std::memory_order_release);
    }

    const MatchSet &handlersOf(ThreadCache &thread, const QString &topic)
    {
        std::unique_ptr<BusCache> &cache = thread.buses[m_id % thread.buses.size()];
        const std::uint64_t generation = m_generation.load(std::memory_order_acquire);
        if (!cache || cache->bus != m_id || cache->generation != generation) [[unlikely]] {
            if (!cache)
                cache = std::make_unique<BusCache>();
            thread.retire(*cache);
            cache->bus = m_id;
            cache->generation = generation;
        }
        BusCache::Slot &slot = cache->known[slotOf(topic)];
        if (!slot.handlers || !isSame(slot.topic, topic)) [[unlikely]] {
            if (slot.handlers)
                thread.retired.push_back(std::move(slot.handlers));
            slot.topic = topic;
            slot.handlers = matching(topic);
        }
        return *slot.handlers;
    }

    SharedSet matching(const QString &topic)
    {
        const std::string name = topic.toStdString();
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_sets.find(name); known != m_sets.end())
            return known->second;
        const auto made = std::make_shared<MatchSet>();
        for (const std::uint64_t id : m_trie.matches(topic))
            made->push_back(m_entries.at(id));
        if (m_sets.size() >= mostSharedSets)
            m_sets.clear();
        m_sets.emplace(name, made);
        return made;
    }

    static std::uint64_t newId()
    {
        static std::atomic<std::uint64_t> last{0};
        return ++last;
    }

    const std::uint64_t m_id = newId(); ///< Never given twice: a thread may know a bus that is gone.
    std::atomic<std::uint64_t> m_generation{1};
    mutable std::mutex m_mutex;
    PatternTrie m_trie;
    std::unordered_map<std::uint64_t, std::shared_ptr<Entry>> m_entries;
    std::unordered_map<std::string, SharedSet> m_sets; ///< By topic, of the present generation.
    std::uint64_t m_lastId = 0;
};

EventSubscription::EventSubscription(std::weak_ptr<EventBusState> bus, std::uint64_t id)
    : m_bus(std::move(bus))
    , m_id(id)
{}

EventSubscription::EventSubscription(EventSubscription &&other) noexcept
    : m_bus(std::exchange(other.m_bus, {}))
    , m_id(std::exchange(other.m_id, 0))
{}

EventSubscription &EventSubscription::operator=(EventSubscription &&other) noexcept
{
    if (this != &other) {
        unsubscribe();
        m_bus = std::exchange(other.m_bus, {});
        m_id = std::exchange(other.m_id, 0);
    }
    return *this;
}

EventSubscription::~EventSubscription()
{
    unsubscribe();
}

void EventSubscription::unsubscribe()
{
    const std::shared_ptr<EventBusState> bus = std::exchange(m_bus, {}).lock();
    if (bus)
        bus->unsubscribe(m_id);
}

void EventSubscription::detach()
{
    m_bus.reset();
}

bool EventSubscription::isActive() const
{
    const std::shared_ptr<EventBusState> bus = m_bus.lock();
    return bus && bus->isActive(m_id);
}

EventBus::EventBus() : m_state(std::make_shared<EventBusState>()) {}

EventBus::~EventBus()
{
    m_state->forget();
}

EventSubscription EventBus::subscribe(const QString &pattern, EventHandler handler, const QString &name)
{
    Q_ASSERT(handler);
    return {m_state, m_state->subscribe(pattern, std::move(handler), name)};
}

PublishReport EventBus::publish(const Message &message)
{
    return m_state->publish(message, message.type);
}

PublishReport EventBus::publish(const Message &message, const QString &routingKey)
{
    return m_state->publish(message, routingKey);
}

int EventBus::subscriptions() const
{
    return m_state->subscriptions();
}

} // namespace weir::bus
