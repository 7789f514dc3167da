// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/broker.h"
#include "core/statistics/loghistogram.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <array>
#include <vector>

namespace weir {

/// How often something happened in the last seconds; the second that is under way does not count.
class RecentRate
{
public:
    static constexpr int seconds = 10;

    void add(TimePoint at, std::int64_t count = 1);
    /// Occurrences each second, over the ten seconds before that of \a now, or those there were since the first one.
    double perSecond(TimePoint now) const;

private:
    void turnTo(std::int64_t second);

    std::array<std::int64_t, seconds + 1> m_counts{};
    std::int64_t m_first = -1; ///< Second of the first occurrence; -1: there was none.
    std::int64_t m_last = -1;  ///< Latest second that was turned to.
};

/// A subscription as tables show it.
struct SubscriptionFigures
{
    QString path;
    bus::SubscriptionCounts counts;
    double deliveredPerSecond = 0, failedPerSecond = 0; ///< Over the last ten seconds.
    double p50 = 0, p99 = 0;                            ///< Seconds from the event to its success; 0 without one.
    QMap<QString, std::int64_t> failures;               ///< Failed attempts by reason.
};

/// A publication as tables show it.
struct PublicationFigures
{
    QString path;
    std::int64_t published = 0; ///< Events handed to the broker or the outbox.
    std::int64_t lost = 0;      ///< Events that were published directly while the broker could not be reached.
    double perSecond = 0;       ///< Published, over the last ten seconds.
};

/// What an emulation counts: rate, errors and duration (RED) for each subscription, and what producers did.
class EmulationMetrics
{
public:
    static constexpr int mostReasons = 50; ///< Reasons told apart for a subscription; later ones count as `other`.

    /// \a subscriptions are those of the broker, in its order.
    EmulationMetrics(const QStringList &subscriptions, const QStringList &publications);

    /// A copy went a step further.
    void changed(const bus::CopyChange &change);
    /// An attempt of \a subscription took \a took.
    void attempted(int subscription, Duration took);
    void published(std::size_t publication, TimePoint at);
    void lost(std::size_t publication);

    std::vector<SubscriptionFigures> subscriptions(const bus::Broker &broker, TimePoint now) const;
    std::vector<PublicationFigures> publications(TimePoint now) const;
    /// Times from the event to its success at \a subscription, in nanoseconds.
    const LogHistogram &endToEnd(int subscription) const;
    /// Times of the attempts of \a subscription, in nanoseconds.
    const LogHistogram &processing(int subscription) const;

private:
    struct Subscription
    {
        QString path;
        LogHistogram endToEnd, processing;
        RecentRate delivered, failed;
        QMap<QString, std::int64_t> failures;
    };
    struct Publication
    {
        QString path;
        std::int64_t published = 0, lost = 0;
        RecentRate rate;
    };

    void fail(Subscription &subscription, const bus::CopyChange &change);

    std::vector<Subscription> m_subscriptions;
    std::vector<Publication> m_publications;
};

} // namespace weir
