// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/warmup.h"

#include <vector>

namespace weir {

std::size_t warmupByMser5(std::span<const double> values)
{
    constexpr std::size_t group = 5;
    const std::size_t groups = values.size() / group;
    if (groups < 4)
        return 0;
    std::vector<double> means(groups);
    for (std::size_t i = 0; i < groups; ++i) {
        for (const double value : values.subspan(i * group, group))
            means[i] += value / group;
    }
    // From the end, so that each cut costs one step (Welford's update).
    double mean = 0, squares = 0, best = 0;
    std::size_t cut = 0, count = 0;
    bool any = false;
    for (std::size_t i = groups; i-- > 0;) {
        ++count;
        const double difference = means[i] - mean;
        mean += difference / static_cast<double>(count);
        squares += difference * (means[i] - mean);
        if (i > groups / 2)
            continue;
        const double score = squares / (static_cast<double>(count) * static_cast<double>(count));
        if (!any || score <= best) {
            best = score;
            cut = i;
            any = true;
        }
    }
    return cut * group;
}

} // namespace weir
