// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/sizingestimate.h"

#include "core/base/exactmath.h"
#include "core/simulation/trafficestimate.h"
#include "core/statistics/queueingformulas.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace weir {

namespace {

constexpr double asSeconds(double nanoseconds)
{
    return nanoseconds / 1e9;
}

/// A share that promises everything is taken as this: theory has no largest latency.
constexpr double mostShare = 0.9999;
/// A station without a promise is made this busy.
constexpr double comfortable = 0.8;
constexpr int mostEstimated = 100'000;
constexpr double mostFactor = 1'000;

std::optional<double> promisedShare(AssertionFunction function)
{
    switch (function) {
    case AssertionFunction::P50:
    case AssertionFunction::Mean:
        return 0.5;
    case AssertionFunction::P90:
        return 0.9;
    case AssertionFunction::P95:
        return 0.95;
    case AssertionFunction::P99:
        return 0.99;
    case AssertionFunction::P999:
        return 0.999;
    case AssertionFunction::Max:
        return mostShare;
    default:
        return std::nullopt;
    }
}

/// The quantile of a law, by that of the exponential law with its spread: exact for constant and exponential ones.
double quantile(const sim::Distribution &law, double share)
{
    const double spread = std::isfinite(law.cv()) ? law.cv() : 1;
    return asSeconds(law.mean()) * std::max(0.0, 1 + spread * (-exact::log(1 - share) - 1));
}

/// Seconds that failed attempts and their backoffs add for the share \a share of messages.
double retryTime(const sim::Subscription &subscription, double share)
{
    double failed = subscription.failureRate, seconds = 0;
    for (int n = 1; n < subscription.retry.maxAttempts && n < delivery::maxDistinctDelays && failed > 1 - share; ++n) {
        seconds += asSeconds(double(subscription.retry.delay(n, 0, 0.5).count()) + subscription.processing.mean());
        failed *= subscription.failureRate;
    }
    return seconds;
}

} // namespace

SizingEstimate::SizingEstimate(const BuiltNetwork &built, const std::vector<BoundAssertion> &assertions)
    : m_built(built)
    , m_offered(estimateTraffic(built.network).offered)
    , m_outboxDelay(built.network.subscriptions.size(), 0)
    , m_targets(built.network.subscriptions.size())
{
    const sim::Network &network = built.network;
    for (const sim::Publication &publication : network.publications) {
        if (publication.outbox == sim::noIndex)
            continue;
        const double poll = asSeconds(double(network.outboxes.at(publication.outbox).poll));
        for (std::size_t s = 0; s < network.subscriptions.size(); ++s) {
            if (network.subscriptions.at(s).channel == publication.channel)
                m_outboxDelay.at(s) = std::max(m_outboxDelay.at(s), poll);
        }
    }
    for (const BoundAssertion &bound : assertions)
        addTargets(bound);
    for (const BoundAssertion &bound : slaAssertions(built))
        addTargets(bound);
}

void SizingEstimate::addTargets(const BoundAssertion &bound)
{
    const Assertion &assertion = bound.assertion;
    LatencyTarget target;
    if (assertion.function == AssertionFunction::Share && assertion.within) {
        target = {asSeconds(double(assertion.within->count())), std::min(assertion.limit, mostShare)};
    } else if (const auto share = promisedShare(assertion.function);
               share && (assertion.comparison == Comparison::Less || assertion.comparison == Comparison::LessOrEqual)) {
        target = {assertion.limit, *share};
    } else {
        return;
    }
    for (const sim::Index index : bound.subscriptions)
        m_targets.at(index).push_back(target);
}

double SizingEstimate::concurrency(std::size_t index) const
{
    const sim::Subscription &subscription = m_built.network.subscriptions.at(index);
    return double(subscription.servers) / std::max(1u, subscription.instances);
}

double SizingEstimate::latency(std::size_t index, double servers, double share, double factor) const
{
    const sim::Subscription &subscription = m_built.network.subscriptions.at(index);
    const double offered = m_offered.at(index) * factor;
    if (offered >= servers)
        return std::numeric_limits<double>::infinity();
    const double mean = asSeconds(subscription.processing.mean());
    const double spread = subscription.processing.cv();
    double wait = 0;
    if (mean > 0) {
        wait = queueing::waitPercentile(int(servers), offered / mean, mean, share);
        if (std::isfinite(spread))
            wait *= (1 + spread * spread) / 2; // Allen & Cunneen.
    }
    const sim::Channel &channel = m_built.network.channels.at(subscription.channel);
    return m_outboxDelay.at(index) * share + asSeconds(double(channel.latency)) + wait
        + quantile(subscription.processing, share) + retryTime(subscription, share);
}

bool SizingEstimate::keeps(std::size_t index, double servers, double factor) const
{
    return std::all_of(m_targets.at(index).begin(), m_targets.at(index).end(), [&](const LatencyTarget &target) {
        return latency(index, servers, target.share, factor) <= target.within;
    });
}

int SizingEstimate::leastInstances(std::size_t index) const
{
    return static_cast<int>(std::min(std::floor(m_offered.at(index) / concurrency(index)) + 1, double(mostEstimated)));
}

int SizingEstimate::instances(std::size_t index) const
{
    const double each = concurrency(index);
    const int easy = static_cast<int>(
        std::min(std::max(1.0, std::ceil(m_offered.at(index) / comfortable / each)), double(mostEstimated)));
    // With that many servers hardly anybody waits; more would help nobody.
    const bool isPossible = !m_targets.at(index).empty() && keeps(index, 4.0 * each * (easy + 1), 1);
    if (!isPossible)
        return easy;
    int low = leastInstances(index) - 1, high = 4 * (easy + 1);
    while (high - low > 1) {
        const int middle = low + (high - low) / 2;
        (keeps(index, each * middle, 1) ? high : low) = middle;
    }
    return high;
}

double SizingEstimate::loadFactor() const
{
    const auto holds = [this](double factor) {
        for (std::size_t i = 0; i < m_targets.size(); ++i) {
            const double servers = m_built.network.subscriptions.at(i).servers;
            if (m_offered.at(i) * factor >= servers || !keeps(i, servers, factor))
                return false;
        }
        return true;
    };
    double low = 0, high = 1;
    while (high < mostFactor && holds(high)) {
        low = high;
        high *= 2;
    }
    for (int i = 0; i < 60; ++i) {
        const double middle = low + (high - low) / 2;
        (holds(middle) ? low : high) = middle;
    }
    return low;
}

std::optional<double> SizingEstimate::outage(double measured) const
{
    std::optional<double> longest;
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        const double servers = m_built.network.subscriptions.at(i).servers;
        const double busy = std::min(1.0, m_offered.at(i) / servers);
        for (const LatencyTarget &target : m_targets.at(i)) {
            const double usual = std::min(latency(i, servers, target.share, 1), target.within);
            const double seconds = target.within - usual + (1 - target.share) * measured * (1 - busy);
            longest = std::min(longest.value_or(seconds), seconds);
        }
    }
    return longest;
}

} // namespace weir
