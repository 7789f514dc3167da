// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/traffic.h"

#include "core/delivery/backoff.h"
#include "core/delivery/effective.h"
#include "core/rules/design.h"
#include "core/statistics/queueingformulas.h"

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

constexpr int maxRounds = 64; ///< Chains of follow-ups are shorter; circles that die out have settled by then.
constexpr double settled = 1e-6;
constexpr double normal99 = 2.3263478740408408; ///< Quantile 0.99 of the standard normal distribution.

double seconds(Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

std::optional<double> rateOf(const std::optional<Load> &load)
{
    if (!load)
        return std::nullopt;
    const double batch = std::max(1, load->batch.value_or(1));
    if (load->rate)
        return *load->rate * batch;
    const std::optional<double> interval = load->interval ? statedMean(*load->interval) : std::nullopt;
    return interval && *interval > 0 ? std::optional(batch / *interval) : std::nullopt;
}

/// The rate of a `sends` item: its own, or that of the operations that make it.
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

int serversOf(const delivery::Consumer &consumer)
{
    const Subscription *subscription = consumer.subscription;
    return subscription ? subscription->instances.value_or(1) * subscription->concurrency.value_or(1) : 1;
}

/// Passes rates on from cause to effect.
class Solver
{
public:
    explicit Solver(const Design &design) : m_design(design)
    {
        const QList<delivery::Consumer> &consumers = design.routing.consumers();
        QHash<const Subscription *, int> ofSubscription;
        for (int i = 0; i < consumers.size(); ++i) {
            if (consumers.at(i).subscription)
                ofSubscription.insert(consumers.at(i).subscription, i);
        }
        for (const delivery::Producer &producer : design.routing.producers()) {
            m_causes.append(producer.emits ? ofSubscription.value(producer.subscription, -1) : -1);
            m_own.append(producer.publication && producer.service ? rateOf(*producer.service, *producer.publication)
                                                                  : std::nullopt);
        }
    }

    void solve(Traffic &traffic) const
    {
        QList<double> arriving(m_design.routing.consumers().size(), 0);
        QList<double> published = produced(arriving);
        bool isSettled = false;
        for (int round = 0; round < maxRounds && !isSettled; ++round) {
            const QList<double> next = arrivals(published);
            isSettled = true;
            for (qsizetype i = 0; i < next.size(); ++i)
                isSettled = isSettled && std::abs(next.at(i) - arriving.at(i)) <= settled * std::max(1.0, next.at(i));
            arriving = next;
            published = produced(arriving);
        }
        const QList<bool> known = knownConsumers(isSettled);
        for (qsizetype i = 0; i < arriving.size(); ++i)
            traffic.arriving.append(known.at(i) ? std::optional(arriving.at(i)) : std::nullopt);
        for (qsizetype i = 0; i < published.size(); ++i)
            traffic.published.append(isKnown(i, known) ? std::optional(published.at(i)) : std::nullopt);
    }

private:
    bool isKnown(qsizetype producer, const QList<bool> &consumers) const
    {
        const int cause = m_causes.at(producer);
        return cause >= 0 ? consumers.at(cause) : m_own.at(producer).has_value();
    }

    /// Consumers that somebody feeds, and nobody whose rate is unknown, be it through others. Where rates keep growing,
    /// only those that no follow-up reaches.
    QList<bool> knownConsumers(bool isSettled) const
    {
        const QList<QList<int>> &receivers = m_design.receivers;
        QList<bool> known(m_design.routing.consumers().size(), false);
        QHash<int, QList<qsizetype>> effects;
        for (qsizetype i = 0; i < receivers.size(); ++i) {
            for (const int consumer : receivers.at(i))
                known[consumer] = true;
            if (m_causes.at(i) >= 0)
                effects[m_causes.at(i)].append(i);
        }
        QList<int> lost;
        const auto lose = [&](qsizetype producer) {
            for (const int consumer : receivers.at(producer)) {
                if (known.at(consumer)) {
                    known[consumer] = false;
                    lost.append(consumer);
                }
            }
        };
        for (qsizetype i = 0; i < receivers.size(); ++i) {
            if (m_causes.at(i) >= 0 ? !isSettled || !known.at(m_causes.at(i)) : !m_own.at(i).has_value())
                lose(i);
        }
        while (!lost.isEmpty()) {
            for (const qsizetype producer : effects.value(lost.takeLast()))
                lose(producer);
        }
        return known;
    }

    QList<double> produced(const QList<double> &arriving) const
    {
        QList<double> rates;
        rates.reserve(m_own.size());
        for (qsizetype i = 0; i < m_own.size(); ++i) {
            const int cause = m_causes.at(i);
            if (cause < 0) {
                rates.append(m_own.at(i).value_or(0));
                continue;
            }
            const Subscription &subscription = *m_design.routing.consumers().at(cause).subscription;
            const Policy *policy = delivery::policyOf(m_design.catalog, subscription);
            const double lost = queueing::deadLetterShare(subscription.failureRate.value_or(0),
                                                          policy ? std::max(1, policy->maxAttempts) : 1);
            rates.append(arriving.at(cause) * (1 - lost) * m_design.routing.producers().at(i).emits->probability);
        }
        return rates;
    }

    QList<double> arrivals(const QList<double> &published) const
    {
        const QList<delivery::Consumer> &consumers = m_design.routing.consumers();
        QList<double> rates(consumers.size(), 0);
        for (qsizetype i = 0; i < published.size(); ++i) {
            const Channel *channel = m_design.catalog.channel(m_design.routing.producers().at(i).channel);
            int competing = 0;
            for (const int consumer : m_design.receivers.at(i))
                competing += consumers.at(consumer).subscription ? serversOf(consumers.at(consumer)) : 0;
            const bool isShared = channel && channel->kind == ChannelKind::Queue && competing > 0;
            for (const int consumer : m_design.receivers.at(i)) {
                const bool competes = isShared && consumers.at(consumer).subscription;
                rates[consumer] +=
                    published.at(i) * (competes ? double(serversOf(consumers.at(consumer))) / competing : 1);
            }
        }
        return rates;
    }

    const Design &m_design;
    QList<int> m_causes;                ///< By producer: the consumer whose success it follows; -1 for none.
    QList<std::optional<double>> m_own; ///< By producer.
};

} // namespace

std::optional<double> statedMean(const Distribution &distribution)
{
    if (distribution.mean)
        return seconds(*distribution.mean);
    if (distribution.min && distribution.max)
        return (seconds(*distribution.min) + seconds(*distribution.max)) / 2;
    if (distribution.kind == DistributionKind::Lognormal && distribution.p50 && distribution.p99
        && distribution.p50->count() > 0) {
        const double sigma = std::log(seconds(*distribution.p99) / seconds(*distribution.p50)) / normal99;
        return seconds(*distribution.p50) * std::exp(sigma * sigma / 2);
    }
    return std::nullopt;
}

std::optional<double> secondsPerMessage(const Subscription &subscription, const Policy *policy)
{
    std::optional<double> mean = subscription.processing ? statedMean(*subscription.processing) : std::nullopt;
    if (!mean)
        return std::nullopt;
    if (subscription.timeout)
        mean = std::min(*mean, seconds(*subscription.timeout));
    const double failure = subscription.failureRate.value_or(0);
    const delivery::RetryPlan plan = delivery::retryPlan(policy);
    double held = *mean * queueing::attemptsPerMessage(failure, plan.maxAttempts);
    if (plan.mode == RetryMode::Blocking) {
        double share = 1;
        for (int i = 1; i < std::min(plan.maxAttempts, delivery::maxDistinctDelays); ++i) {
            share *= failure;
            held += share * seconds(plan.delay(i, 0, 0.5));
        }
    }
    return held;
}

Traffic::Traffic(const Design &design)
{
    Solver(design).solve(*this);
    const QList<delivery::Producer> &producers = design.routing.producers();
    QSet<const Service *> open;
    for (qsizetype i = 0; i < producers.size(); ++i) {
        const delivery::Producer &producer = producers.at(i);
        if (!producer.service || !producer.service->outbox || producer.webhook)
            continue;
        const std::optional<Via> via = producer.emits ? producer.emits->via : producer.publication->via;
        if (delivery::viaOf(*producer.service, via) != Via::Outbox)
            continue;
        if (published.at(i))
            outboxRows[producer.service] += *published.at(i);
        else
            open.insert(producer.service);
    }
    for (const Service *service : open)
        outboxRows.remove(service);
}

} // namespace weir
