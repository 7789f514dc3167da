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

constexpr int maxRounds = 200;   ///< Chains of follow-ups are at most so long; circles have settled by then.
constexpr double settled = 1e-9; ///< Relative change that counts as none.

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
        const QList<bool> known = knownConsumers();
        QList<double> arrivals(m_routing.consumers().size(), 0);
        QList<double> next = arrivals;
        for (int round = 0; round < maxRounds; ++round) {
            arrivals = next;
            next = step(arrivals, known);
            if (next == arrivals)
                break;
        }
        QHash<QString, double> result;
        for (qsizetype i = 0; i < arrivals.size(); ++i) {
            const delivery::Consumer &consumer = m_routing.consumers()[i];
            const bool steady = std::abs(next[i] - arrivals[i]) <= settled * std::max(1.0, std::abs(next[i]));
            if (known[i] && steady && consumer.subscription)
                result.insert(consumer.path, next[i]);
        }
        return result;
    }

private:
    /// The consumer whose success producer \a index follows; -1 when it is none.
    int causeOf(qsizetype index) const
    {
        const delivery::Producer &producer = m_routing.producers()[index];
        for (int i = 0; producer.emits && i < m_routing.consumers().size(); ++i) {
            if (m_routing.consumers()[i].subscription == producer.subscription)
                return i;
        }
        return -1;
    }

    /// Consumers that some producer feeds, and no producer of unknown rate, be it through others.
    QList<bool> knownConsumers() const
    {
        QList<bool> known(m_routing.consumers().size(), false);
        for (const QList<int> &fed : m_consumers) {
            for (const int consumer : fed)
                known[consumer] = true;
        }
        for (bool changed = true; changed;) {
            changed = false;
            for (qsizetype i = 0; i < m_consumers.size(); ++i) {
                const int cause = causeOf(i);
                if (cause >= 0 ? known[cause] : m_sources[i].has_value())
                    continue;
                for (const int consumer : m_consumers[i]) {
                    changed = changed || known[consumer];
                    known[consumer] = false;
                }
            }
        }
        return known;
    }

    /// Rate of producer \a index when its subscription receives as \a arrivals says.
    double produced(qsizetype index, const QList<double> &arrivals) const
    {
        const int cause = causeOf(index);
        if (cause < 0)
            return m_sources[index].value_or(0);
        const Subscription &subscription = *m_routing.consumers()[cause].subscription;
        return arrivals[cause] * m_routing.producers()[index].emits->probability
            * successShare(delivery::policyOf(m_catalog, subscription), subscription.failureRate.value_or(0));
    }

    /// On a queue each message goes to one of those that accept it, on a topic to all.
    double share(const delivery::Producer &producer, qsizetype consumers) const
    {
        const Channel *channel = m_catalog.channel(producer.channel);
        return channel && channel->kind == ChannelKind::Queue && consumers > 1 ? 1.0 / double(consumers) : 1.0;
    }

    QList<double> step(const QList<double> &arrivals, const QList<bool> &known) const
    {
        QList<double> next(arrivals.size(), 0);
        for (qsizetype i = 0; i < m_consumers.size(); ++i) {
            const double rate = produced(i, arrivals) * share(m_routing.producers()[i], m_consumers[i].size());
            for (const int consumer : m_consumers[i])
                next[consumer] += known[consumer] ? rate : 0;
        }
        return next;
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
