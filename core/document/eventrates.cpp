// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/eventrates.h"

#include "core/delivery/effective.h"
#include "core/delivery/routing.h"
#include "core/simulation/laws.h"
#include "core/statistics/queueingformulas.h"

#include <algorithm>
#include <cmath>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxRounds = 200;      ///< Chains of follow-ups are at most so long; circles have settled by then.
constexpr double settled = 1e-9;    ///< Relative change that counts as none.

std::optional<double> rateOf(const std::optional<Load> &load)
{
    if (!load)
        return std::nullopt;
    const double batch = std::max(1, load->batch.value_or(1));
    if (load->rate)
        return *load->rate * batch;
    const std::optional<double> interval = load->interval ? meanOf(*load->interval) : std::nullopt;
    if (interval && *interval > 0)
        return batch / *interval;
    return std::nullopt;
}

/// The rate of a `sends` item: its own load, or that of the operations that make it.
std::optional<double> rateOf(const Service &service, const Publication &publication)
{
    if (const auto own = rateOf(publication.load))
        return own;
    std::optional<double> sum;
    for (const Operation &operation : service.operations) {
        if (!operation.sends.contains(publication.id))
            continue;
        const std::optional<double> rate = rateOf(operation.load);
        if (!rate)
            return std::nullopt;
        sum = sum.value_or(0) + *rate;
    }
    return sum;
}

class RateSolver
{
public:
    explicit RateSolver(const Catalog &catalog) : m_catalog(catalog), m_routing(catalog)
    {
        for (const delivery::Producer &producer : m_routing.producers()) {
            const bool direct = producer.publication && producer.service;
            m_sources.append(direct ? rateOf(*producer.service, *producer.publication) : std::nullopt);
            m_consumers.append(m_routing.consumersOf(producer.event, producer.channel));
        }
    }

    QHash<QString, double> solve()
    {
        QList<std::optional<double>> arrivals(m_routing.consumers().size());
        for (int round = 0; round < maxRounds; ++round) {
            QList<std::optional<double>> next = step(arrivals);
            const bool same = isSame(arrivals, next);
            arrivals = std::move(next);
            if (same)
                return byPath(arrivals);
        }
        return {};
    }

private:
    /// Rate of producer \a index when its subscription receives \a arrivals.
    std::optional<double> produced(int index, const QList<std::optional<double>> &arrivals) const
    {
        const delivery::Producer &producer = m_routing.producers()[index];
        if (!producer.emits || !producer.subscription)
            return m_sources[index];
        for (int i = 0; i < arrivals.size(); ++i) {
            const delivery::Consumer &consumer = m_routing.consumers()[i];
            if (consumer.subscription != producer.subscription)
                continue;
            const double success = successShare(delivery::policyOf(m_catalog, *consumer.subscription),
                                                consumer.subscription->failureRate.value_or(0));
            if (arrivals[i])
                return *arrivals[i] * success * producer.emits->probability;
        }
        return std::nullopt;
    }

    /// On a queue each message goes to one of those that accept it, on a topic to all.
    double share(const delivery::Producer &producer, qsizetype consumers) const
    {
        const Channel *channel = m_catalog.channel(producer.channel);
        return channel && channel->kind == ChannelKind::Queue && consumers > 1 ? 1.0 / double(consumers) : 1.0;
    }

    QList<std::optional<double>> step(const QList<std::optional<double>> &arrivals) const
    {
        QList<std::optional<double>> next(arrivals.size());
        QList<bool> unknown(arrivals.size(), false);
        for (int i = 0; i < m_consumers.size(); ++i) {
            const std::optional<double> rate = produced(i, arrivals);
            for (const int consumer : m_consumers[i]) {
                if (rate)
                    next[consumer] = next[consumer].value_or(0) + *rate * share(m_routing.producers()[i], m_consumers[i].size());
                else
                    unknown[consumer] = true;
            }
        }
        for (qsizetype i = 0; i < next.size(); ++i) {
            if (unknown[i])
                next[i].reset();
        }
        return next;
    }

    static bool isSame(const QList<std::optional<double>> &a, const QList<std::optional<double>> &b)
    {
        for (qsizetype i = 0; i < a.size(); ++i) {
            if (a[i].has_value() != b[i].has_value())
                return false;
            if (a[i] && std::abs(*a[i] - *b[i]) > settled * std::max(1.0, std::abs(*b[i])))
                return false;
        }
        return true;
    }

    QHash<QString, double> byPath(const QList<std::optional<double>> &arrivals) const
    {
        QHash<QString, double> result;
        for (qsizetype i = 0; i < arrivals.size(); ++i) {
            const delivery::Consumer &consumer = m_routing.consumers()[i];
            if (arrivals[i] && consumer.subscription)
                result.insert(consumer.path, *arrivals[i]);
        }
        return result;
    }

    const Catalog &m_catalog;
    delivery::Routing m_routing;
    QList<std::optional<double>> m_sources; ///< By producer.
    QList<QList<int>> m_consumers;          ///< By producer.
};

int attemptsOf(const Policy *policy)
{
    return policy ? std::max(1, policy->maxAttempts) : 1;
}

} // namespace

QHash<QString, double> arrivalRates(const Catalog &catalog)
{
    return RateSolver(catalog).solve();
}

double meanAttempts(const Policy *policy, double failureRate)
{
    return queueing::attemptsPerMessage(failureRate, attemptsOf(policy));
}

double successShare(const Policy *policy, double failureRate)
{
    return 1 - queueing::deadLetterShare(failureRate, attemptsOf(policy));
}

std::optional<double> meanOf(const Distribution &distribution)
{
    const std::optional<sim::Distribution> law = lawOf(distribution);
    if (!law || !std::isfinite(law->mean()))
        return std::nullopt;
    return law->mean() / 1e9;
}

} // namespace weir
