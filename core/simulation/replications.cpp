// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/replications.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

namespace weir {

namespace {

/// Shared by the threads of one run. Each replication belongs to the one thread that took its number.
class Replications
{
public:
    Replications(const sim::Network &network, const sim::RunSettings &settings, const ReplicationPlan &plan,
                 const sim::RunControl &control)
        : m_network(network)
        , m_settings(settings)
        , m_control(control)
        , m_plan(plan)
        , m_slots(plan.replications)
    {}

    sim::Results run(int threads)
    {
        {
            std::vector<std::jthread> others;
            for (int i = 1; i < threads; ++i)
                others.emplace_back([this] { work(false); });
            work(true);
            waitForAll();
        }
        return std::move(*m_merged);
    }

private:
    struct Slot
    {
        std::atomic<double> share = 0;
        std::atomic<bool> isDone = false;
        std::optional<sim::Results> results; ///< Written before isDone is set.
    };

    void work(bool isCaller)
    {
        for (;;) {
            const std::uint32_t number = m_next.fetch_add(1);
            if (number >= m_slots.size())
                return;
            Slot &slot = m_slots[number];
            if (number == 0 || !m_control.stop.stop_requested())
                slot.results = runOne(number, slot, isCaller);
            slot.share = 1;
            slot.isDone = true;
            slot.isDone.notify_one();
            if (isCaller)
                mergeReady();
        }
    }

    sim::Results runOne(std::uint32_t number, Slot &slot, bool isCaller)
    {
        sim::RunSettings settings = m_settings;
        settings.replication = number;
        sim::RunControl control;
        control.stop = m_control.stop;
        control.trace = number == 0 ? m_control.trace : nullptr;
        control.progress = [this, &slot, isCaller](double share) {
            slot.share = share;
            if (isCaller)
                report();
        };
        if (m_plan.watch)
            control.watch = [this, number](double share, const auto &seen) { m_plan.watch(number, share, seen); };
        return sim::run(m_network, settings, control);
    }

    void report()
    {
        if (!m_control.progress)
            return;
        double sum = 0;
        for (const Slot &slot : m_slots)
            sum += slot.share;
        m_reported = std::max(m_reported, sum / static_cast<double>(m_slots.size()));
        m_control.progress(m_reported);
    }

    /// Merges the replications that follow the merged ones and are done. The caller's thread only.
    void mergeReady()
    {
        while (m_mergedCount < m_slots.size() && m_slots[m_mergedCount].isDone) {
            std::optional<sim::Results> results;
            results.swap(m_slots[m_mergedCount].results);
            if (results && m_plan.finished)
                m_plan.finished(std::uint32_t(m_mergedCount), *results);
            ++m_mergedCount;
            if (results && m_merged)
                m_merged->merge(*results);
            else if (results)
                m_merged.swap(results);
        }
    }

    void waitForAll()
    {
        for (Slot &slot : m_slots) {
            slot.isDone.wait(false);
            report();
            mergeReady();
        }
    }

    const sim::Network &m_network;
    const sim::RunSettings &m_settings;
    const sim::RunControl &m_control;
    const ReplicationPlan &m_plan;
    std::vector<Slot> m_slots;
    std::atomic<std::uint32_t> m_next = 0;
    std::optional<sim::Results> m_merged;
    std::size_t m_mergedCount = 0;
    double m_reported = 0;
};

} // namespace

sim::Results runReplications(const sim::Network &network, const sim::RunSettings &settings, const ReplicationPlan &plan,
                             const sim::RunControl &control)
{
    return Replications(network, settings, plan, control).run(std::min(plan.threads, int(plan.replications)));
}

} // namespace weir
