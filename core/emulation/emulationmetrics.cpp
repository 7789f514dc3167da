// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/emulationmetrics.h"

#include <algorithm>

namespace weir {

namespace {

std::int64_t secondOf(TimePoint at)
{
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

std::size_t slotOf(std::int64_t second)
{
    constexpr std::int64_t places = RecentRate::seconds + 1;
    return static_cast<std::size_t>(((second % places) + places) % places);
}

} // namespace

void RecentRate::turnTo(std::int64_t second)
{
    if (second <= m_last)
        return;
    const std::int64_t from = std::max(m_last + 1, second - seconds);
    for (std::int64_t turned = from; turned <= second; ++turned)
        m_counts.at(slotOf(turned)) = 0;
    m_last = second;
}

void RecentRate::add(TimePoint at, std::int64_t count)
{
    const std::int64_t second = secondOf(at);
    if (m_first < 0) {
        m_first = second;
        m_last = second - 1;
    }
    turnTo(second);
    m_counts.at(slotOf(std::max(second, m_last))) += count;
}

double RecentRate::perSecond(TimePoint now) const
{
    const std::int64_t end = secondOf(now); // Not counted itself.
    if (m_first < 0 || end <= m_first)
        return 0;
    const std::int64_t begin = std::max(m_first, end - seconds);
    std::int64_t sum = 0;
    for (std::int64_t second = std::max(begin, m_last - seconds); second < end && second <= m_last; ++second)
        sum += m_counts.at(slotOf(second));
    return static_cast<double>(sum) / static_cast<double>(end - begin);
}

EmulationMetrics::EmulationMetrics(const QStringList &subscriptions, const QStringList &publications)
{
    m_subscriptions.resize(static_cast<std::size_t>(subscriptions.size()));
    for (std::size_t i = 0; i < m_subscriptions.size(); ++i)
        m_subscriptions[i].path = subscriptions.at(qsizetype(i));
    m_publications.resize(static_cast<std::size_t>(publications.size()));
    for (std::size_t i = 0; i < m_publications.size(); ++i)
        m_publications[i].path = publications.at(qsizetype(i));
}

void EmulationMetrics::changed(const bus::CopyChange &change)
{
    if (change.subscription < 0 || static_cast<std::size_t>(change.subscription) >= m_subscriptions.size())
        return;
    Subscription &subscription = m_subscriptions[static_cast<std::size_t>(change.subscription)];
    switch (change.fate) {
    case bus::Fate::Succeeded:
        subscription.delivered.add(change.at);
        if (change.message)
            subscription.endToEnd.add(
                std::max<std::int64_t>(0, (change.at - change.message->timestamp.instant).count()));
        return;
    case bus::Fate::Retrying:
    case bus::Fate::Dead:
    case bus::Fate::Lost:
        fail(subscription, change);
        return;
    default:
        return;
    }
}

void EmulationMetrics::fail(Subscription &subscription, const bus::CopyChange &change)
{
    subscription.failed.add(change.at);
    const bool isNew = !subscription.failures.contains(change.reason);
    const QString reason =
        isNew && subscription.failures.size() >= mostReasons ? QStringLiteral("other") : change.reason;
    ++subscription.failures[reason];
}

void EmulationMetrics::attempted(int subscription, Duration took)
{
    m_subscriptions.at(static_cast<std::size_t>(subscription)).processing.add(took.count());
}

void EmulationMetrics::published(std::size_t publication, TimePoint at)
{
    Publication &counted = m_publications.at(publication);
    ++counted.published;
    counted.rate.add(at);
}

void EmulationMetrics::lost(std::size_t publication)
{
    ++m_publications.at(publication).lost;
}

std::vector<SubscriptionFigures> EmulationMetrics::subscriptions(const bus::Broker &broker, TimePoint now) const
{
    std::vector<SubscriptionFigures> rows;
    rows.reserve(m_subscriptions.size());
    for (std::size_t i = 0; i < m_subscriptions.size(); ++i) {
        const Subscription &subscription = m_subscriptions[i];
        SubscriptionFigures row;
        row.path = subscription.path;
        row.counts = broker.counts(static_cast<int>(i));
        row.deliveredPerSecond = subscription.delivered.perSecond(now);
        row.failedPerSecond = subscription.failed.perSecond(now);
        row.p50 = subscription.endToEnd.percentile(0.5) / 1e9;
        row.p99 = subscription.endToEnd.percentile(0.99) / 1e9;
        row.failures = subscription.failures;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<PublicationFigures> EmulationMetrics::publications(TimePoint now) const
{
    std::vector<PublicationFigures> rows;
    rows.reserve(m_publications.size());
    for (const Publication &publication : m_publications)
        rows.push_back({publication.path, publication.published, publication.lost, publication.rate.perSecond(now)});
    return rows;
}

const LogHistogram &EmulationMetrics::endToEnd(int subscription) const
{
    return m_subscriptions.at(static_cast<std::size_t>(subscription)).endToEnd;
}

const LogHistogram &EmulationMetrics::processing(int subscription) const
{
    return m_subscriptions.at(static_cast<std::size_t>(subscription)).processing;
}

} // namespace weir
