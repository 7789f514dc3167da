// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/reportseries.h"

#include <algorithm>

namespace weir {

SeriesReader::SeriesReader(const sim::Results &results)
{
    const auto consider = [this](const TimeSeries &series) {
        if (series.values().empty())
            return;
        m_width = std::max(m_width, series.width());
        m_bins = std::max(m_bins, series.values().size());
    };
    for (const sim::SubscriptionResult &result : results.subscriptions) {
        consider(result.succeededSeries);
        consider(result.failedSeries);
        consider(result.deadSeries);
        consider(result.depthSeries);
        consider(result.busySeries);
        consider(result.p50Series);
        consider(result.p99Series);
    }
    for (const sim::OutboxResult &result : results.outboxes)
        consider(result.backlogSeries);
    for (const sim::DeadLetterResult &result : results.deadLetters)
        consider(result.inSeries);
    if (m_width > 0) {
        const auto reached = static_cast<std::size_t>((results.simulated + m_width - 1) / m_width);
        m_bins = std::min(m_bins, std::max<std::size_t>(1, reached));
    }
}

double SeriesReader::binWidth() const
{
    return static_cast<double>(m_width) / 1e9;
}

QList<double> SeriesReader::level(const TimeSeries &series, double factor) const
{
    if (series.values().empty())
        return {};
    TimeSeries wide(series.values().size(), m_width, series.fold());
    wide.accumulate(series, factor);
    const auto &values = wide.values();
    return {values.begin(), values.begin() + static_cast<std::ptrdiff_t>(std::min(m_bins, values.size()))};
}

QList<double> SeriesReader::perSecond(const TimeSeries &series) const
{
    return level(series, m_width > 0 ? 1e9 / static_cast<double>(m_width) : 0);
}

} // namespace weir
