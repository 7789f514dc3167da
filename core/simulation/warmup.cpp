// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/warmup.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace weir {

namespace {

constexpr std::size_t batchSize = 5;
/// Fewer batches than this say nothing about a steady part.
constexpr std::size_t fewestBatches = 10;

} // namespace

std::optional<std::size_t> mserTruncation(std::span<const double> values)
{
    std::vector<double> batches;
    for (std::size_t i = 0; i + batchSize <= values.size(); i += batchSize) {
        double sum = 0;
        for (std::size_t k = 0; k < batchSize; ++k)
            sum += values[i + k];
        batches.push_back(sum / batchSize);
    }
    if (batches.size() < fewestBatches)
        return 0;
    // From the end, so that each cut's sums grow by one batch.
    const std::size_t half = batches.size() / 2;
    double sum = 0, squares = 0, least = std::numeric_limits<double>::infinity();
    std::size_t best = 0;
    for (std::size_t cut = batches.size(); cut-- > 0;) {
        sum += batches[cut];
        squares += batches[cut] * batches[cut];
        if (cut >= half)
            continue;
        const double n = static_cast<double>(batches.size() - cut);
        const double error = std::max(0.0, squares - sum * sum / n) / (n * n);
        if (error <= least) {
            least = error;
            best = cut;
        }
    }
    if (best + 1 == half)
        return std::nullopt;
    return best * batchSize;
}

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
        const auto cut = mserTruncation(present);
        if (!cut)
            warnings.append(QCoreApplication::translate("weir", "%1 reaches no steady state in this run: its figures depend "
                                                                "on how long the run is.")
                                .arg(built.subscriptions.at(qsizetype(i))));
        else
            warmup = std::max(warmup, static_cast<sim::Time>(*cut) * width);
    }
    return warmup;
}

} // namespace weir
