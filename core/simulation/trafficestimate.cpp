// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/trafficestimate.h"

#include "core/base/exactmath.h"
#include "core/base/translate.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace weir {

namespace {

/// Rounds of following events from cause to effect; a chain longer than this, or a loop that still grows, is explosive.
constexpr int rounds = 200;

/// Attempts for each message, and the seconds a server is held for it.
struct Effort
{
    double attempts = 1;
    double seconds = 0;
    double success = 1; ///< Share of messages that succeed in the end.
};

Effort effortOf(const sim::Subscription &subscription, bool isTriedOnce)
{
    double processing = subscription.processing.mean() / 1e9;
    if (subscription.timeout > 0)
        processing = std::min(processing, double(subscription.timeout) / 1e9);
    const double p = subscription.failureRate;
    const int most = isTriedOnce ? 1 : std::max(1, subscription.retry.maxAttempts);
    Effort effort;
    effort.attempts = p < 1 ? (1 - exact::pow(p, most)) / (1 - p) : most;
    effort.success = 1 - exact::pow(p, most);
    effort.seconds = effort.attempts * processing;
    if (subscription.retry.mode == RetryMode::Blocking) {
        double failed = 1;
        for (int failure = 1; failure < std::min(most, delivery::maxDistinctDelays); ++failure) {
            failed *= p;
            effort.seconds += failed * double(subscription.retry.delay(failure, 0, 0.5).count()) / 1e9;
        }
    }
    return effort;
}

/// Arrivals each second in the long run.
double meanRate(const sim::Source &source)
{
    double rate = source.rate;
    if (source.arrivals == sim::Arrivals::Bursty)
        rate *= source.on.mean() / (source.on.mean() + source.off.mean());
    double length = 0, events = 0;
    for (const sim::RatePiece &piece : source.profile) {
        length += static_cast<double>(piece.length);
        events += static_cast<double>(piece.length) * (piece.from + piece.to) / 2;
    }
    return length > 0 ? rate * events / length : rate;
}

class Estimator
{
public:
    explicit Estimator(const sim::Network &network) : m_network(network)
    {
        for (const sim::Subscription &subscription : network.subscriptions) {
            const auto guarantee = network.channels.at(subscription.channel).guarantee;
            m_efforts.push_back(effortOf(subscription, guarantee == sim::Guarantee::AtMostOnce));
        }
        m_own.assign(network.publications.size(), 0);
        for (const sim::Source &source : network.sources) {
            for (const sim::Index publication : source.publications)
                m_own.at(publication) += meanRate(source) * source.batch;
        }
        findTargets();
    }

    TrafficEstimate estimate()
    {
        TrafficEstimate traffic;
        traffic.publications = m_own;
        for (int round = 0; round < rounds; ++round) {
            traffic.arrivals = arrivals(traffic.publications);
            const std::vector<double> next = published(traffic.arrivals);
            traffic.isExplosive = differ(next, traffic.publications);
            traffic.publications = next;
            if (!traffic.isExplosive)
                break;
        }
        traffic.outboxes.assign(m_network.outboxes.size(), 0);
        for (std::size_t p = 0; p < traffic.publications.size(); ++p) {
            const sim::Index outbox = m_network.publications.at(p).outbox;
            if (outbox != sim::noIndex)
                traffic.outboxes.at(outbox) += traffic.publications.at(p);
        }
        for (std::size_t i = 0; i < m_efforts.size(); ++i) {
            traffic.offered.push_back(traffic.arrivals.at(i) * m_efforts.at(i).seconds);
            traffic.load.push_back(traffic.offered.at(i) / serversOf(i));
        }
        return traffic;
    }

private:
    static bool differ(const std::vector<double> &a, const std::vector<double> &b)
    {
        return !std::equal(a.begin(), a.end(), b.begin(),
                           [](double x, double y) { return std::abs(x - y) <= 1e-9 * std::max(1.0, std::abs(x)); });
    }

    /// Servers that can be busy at one time: a partition is handled by one.
    double serversOf(std::size_t index) const
    {
        const sim::Subscription &subscription = m_network.subscriptions.at(index);
        const sim::Channel &channel = m_network.channels.at(subscription.channel);
        const bool hasLanes = channel.partitions > 1 || subscription.ordered;
        return hasLanes ? std::min(subscription.servers, channel.partitions) : subscription.servers;
    }

    /// How many messages a second the subscription could handle.
    double capacity(std::size_t subscription) const
    {
        const double seconds = std::max(m_efforts.at(subscription).seconds, 1e-9);
        const double rate = serversOf(subscription) / seconds;
        const double limit = m_network.subscriptions.at(subscription).rateLimit;
        return limit > 0 ? std::min(rate, limit) : rate;
    }

    /// For each publication the subscriptions that get its events.
    void findTargets()
    {
        std::vector<std::vector<sim::Index>> ofChannel(m_network.channels.size());
        for (std::size_t s = 0; s < m_network.subscriptions.size(); ++s)
            ofChannel.at(m_network.subscriptions.at(s).channel).push_back(static_cast<sim::Index>(s));
        for (const sim::Publication &publication : m_network.publications) {
            std::vector<sim::Index> &targets = m_targets.emplace_back();
            for (const sim::Index s : ofChannel.at(publication.channel)) {
                const auto &events = m_network.subscriptions.at(s).events;
                if (std::binary_search(events.begin(), events.end(), publication.eventType))
                    targets.push_back(s);
            }
            addListeners(publication, targets);
        }
    }

    /// Subscriptions that hear every channel.
    void addListeners(const sim::Publication &publication, std::vector<sim::Index> &targets) const
    {
        for (std::size_t s = 0; s < m_network.subscriptions.size(); ++s) {
            const sim::Subscription &subscription = m_network.subscriptions.at(s);
            if (subscription.everyChannel
                && std::binary_search(subscription.events.begin(), subscription.events.end(), publication.eventType))
                targets.push_back(static_cast<sim::Index>(s));
        }
    }

    std::vector<double> arrivals(const std::vector<double> &published) const
    {
        std::vector<double> arrived(m_network.subscriptions.size(), 0);
        for (std::size_t p = 0; p < published.size(); ++p) {
            const auto channel = m_network.publications.at(p).channel;
            const bool isQueue = m_network.channels.at(channel).kind == sim::ChannelKind::Queue;
            double all = 0;
            const auto competes = [&](sim::Index s) { return isQueue && !m_network.subscriptions.at(s).everyChannel; };
            for (const sim::Index s : m_targets.at(p))
                all += competes(s) ? capacity(s) : 0;
            for (const sim::Index s : m_targets.at(p))
                arrived.at(s) += published.at(p) * (competes(s) ? capacity(s) / all : 1);
        }
        return arrived;
    }

    std::vector<double> published(const std::vector<double> &arrived) const
    {
        std::vector<double> next = m_own;
        for (std::size_t s = 0; s < arrived.size(); ++s) {
            for (const sim::Emit &emits : m_network.subscriptions.at(s).emits)
                next.at(emits.publication) += arrived.at(s) * m_efforts.at(s).success * emits.probability;
        }
        return next;
    }

    const sim::Network &m_network;
    std::vector<Effort> m_efforts;
    std::vector<std::vector<sim::Index>> m_targets;
    std::vector<double> m_own; ///< Events each second that sources bring, by publication.
};

} // namespace

double outboxCapacity(const sim::Outbox &outbox)
{
    const double poll = double(outbox.poll) / 1e9, publish = double(outbox.publishTime) / 1e9;
    const double rows = outbox.batch;
    if (outbox.mode == sim::OutboxMode::Hardened)
        return publish > 0 ? outbox.relays / publish : std::numeric_limits<double>::infinity();
    // Polls that a busy relay misses are skipped.
    const double ticks = std::max(1.0, std::ceil(rows * publish / poll));
    return outbox.relays * rows / (ticks * poll);
}

TrafficEstimate estimateTraffic(const sim::Network &network)
{
    return Estimator(network).estimate();
}

QStringList overloadWarnings(const BuiltNetwork &built)
{
    const TrafficEstimate traffic = estimateTraffic(built.network);
    if (traffic.isExplosive)
        return {tr("Events cause ever more of themselves: follow-ups form a loop that never dies out.")};
    QStringList warnings;
    for (std::size_t i = 0; i < traffic.load.size(); ++i) {
        const double load = traffic.load.at(i);
        if (load < 1)
            continue;
        warnings.append(
            tr("%1 cannot keep up: %2 messages/s arrive, at most %3/s can be handled; its queue grows without end.")
                .arg(built.subscriptions.at(qsizetype(i)))
                .arg(traffic.arrivals.at(i), 0, 'g', 3)
                .arg(traffic.arrivals.at(i) / load, 0, 'g', 3));
    }
    for (std::size_t i = 0; i < traffic.outboxes.size(); ++i) {
        const double capacity = outboxCapacity(built.network.outboxes.at(i));
        if (traffic.outboxes.at(i) >= capacity)
            warnings.append(tr("The outbox of %1 cannot keep up: %2 rows/s are written, at most %3/s are published.")
                                .arg(built.outboxes.at(qsizetype(i)))
                                .arg(traffic.outboxes.at(i), 0, 'g', 3)
                                .arg(capacity, 0, 'g', 3));
    }
    return warnings;
}

} // namespace weir
