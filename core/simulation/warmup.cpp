// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/warmup.h"

#include "core/statistics/warmup.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

namespace {

/// Values to leave out; nothing when more than half of them would have to go, that is without a steady part.
std::optional<std::size_t> steadyFrom(const std::vector<double> &values)
{
    constexpr std::size_t batch = 5;
    const std::size_t cut = warmupByMser5(values);
    return cut > 0 && cut + batch > values.size() / 2 ? std::nullopt : std::optional(cut);
}

} // namespace

sim::Time foundWarmup(const BuiltNetwork &built, const sim::Results &pilot, QStringList &warnings)
{
    sim::Time end = pilot.simulated;
    for (const sim::Fault &fault : built.network.faults)
        end = std::min(end, fault.from);
    sim::Time warmup = 0;
    for (std::size_t i = 0; i < pilot.subscriptions.size(); ++i) {
        const sim::SubscriptionResult &result = pilot.subscriptions.at(i);
        const sim::Time width = result.depthSeries.width();
        const std::vector<double> &waiting = result.depthSeries.values();
        const std::vector<double> &busy = result.busySeries.values();
        std::vector<double> present;
        for (std::size_t bin = 0; bin < std::min(waiting.size(), busy.size()); ++bin) {
            if (static_cast<sim::Time>(bin + 1) * width <= end)
                present.push_back(waiting.at(bin) + busy.at(bin));
        }
        const auto cut = steadyFrom(present);
        if (!cut)
            warnings.append(QCoreApplication::translate("weir",
                                                        "%1 reaches no steady state in this run: its figures depend "
                                                        "on how long the run is.")
                                .arg(built.subscriptions.at(qsizetype(i))));
        else
            warmup = std::max(warmup, static_cast<sim::Time>(*cut) * width);
    }
    return warmup;
}

} // namespace weir
