// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/queueingformulas.h"

#include "core/base/exactmath.h"

#include <algorithm>
#include <limits>

namespace weir::queueing {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

double erlangB(int servers, double load)
{
    double blocked = 1;
    for (int c = 1; c <= servers; ++c)
        blocked = load * blocked / (c + load * blocked);
    return blocked;
}

double erlangC(int servers, double load)
{
    if (load >= servers)
        return 1;
    const double blocked = erlangB(servers, load);
    return servers * blocked / (servers - load * (1 - blocked));
}

double meanWait(int servers, double arrivalRate, double meanService)
{
    const double load = arrivalRate * meanService;
    if (load >= servers)
        return infinity;
    return erlangC(servers, load) * meanService / (servers - load);
}

double waitPercentile(int servers, double arrivalRate, double meanService, double percentile)
{
    const double load = arrivalRate * meanService;
    if (load >= servers || percentile >= 1)
        return infinity;
    const double wait = erlangC(servers, load);
    return wait <= 1 - percentile ? 0 : exact::log(wait / (1 - percentile)) * meanService / (servers - load);
}

double pollaczekKhinchine(double arrivalRate, double meanService, double serviceScv)
{
    const double load = arrivalRate * meanService;
    return load >= 1 ? infinity : load * meanService * (1 + serviceScv) / (2 * (1 - load));
}

double allenCunneen(int servers, double arrivalRate, double meanService, double arrivalScv, double serviceScv)
{
    return meanWait(servers, arrivalRate, meanService) * (arrivalScv + serviceScv) / 2;
}

double attemptsPerMessage(double failure, int maxAttempts)
{
    double sum = 0, reached = 1;
    for (int n = 0; n < std::max(1, maxAttempts); ++n) {
        sum += reached;
        reached *= failure;
    }
    return sum;
}

double deadLetterShare(double failure, int maxAttempts)
{
    double share = 1;
    for (int n = 0; n < std::max(1, maxAttempts); ++n)
        share *= failure;
    return share;
}

} // namespace weir::queueing
