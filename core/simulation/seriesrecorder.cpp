// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/seriesrecorder.h"

#include <algorithm>
#include <limits>

namespace weir::sim {

namespace {

void addCount(TimeSeries &series, Time instant, std::uint64_t &before, std::uint64_t count)
{
    series.add(instant, static_cast<double>(count - before));
    before = count;
}

} // namespace

SeriesRecorder::SeriesRecorder(std::uint32_t bins, Time duration, std::size_t stations, std::size_t outboxes,
                               std::size_t deadLetters)
    : m_bins(bins + bins % 2) // Even, so that joined bins end where bins end.
{
    if (bins == 0)
        return;
    m_width = std::max<Time>(1, (duration + m_bins - 1) / m_bins);
    using Fold = TimeSeries::Fold;
    const TimeSeries sums(m_bins, m_width, Fold::Sum);
    const TimeSeries means(m_bins, m_width, Fold::Mean);
    const TimeSeries peaks(m_bins, m_width, Fold::Maximum);
    StationSeries station;
    station.succeededSeries = station.failedSeries = station.deadSeries = sums;
    station.depthSeries = station.busySeries = means;
    station.p50Series = station.p95Series = station.p99Series = peaks;
    m_stations.assign(stations, station);
    m_outboxes.assign(outboxes, OutboxSeries{0, means});
    m_deadLetters.assign(deadLetters, CountSeries{0, sums});
}

Time SeriesRecorder::nextTime() const
{
    return m_bins == 0 ? std::numeric_limits<Time>::max() : m_begin + m_width;
}

double SeriesRecorder::meanSince(TimeWeighted::Area &before, TimeWeighted::Area area) const
{
    const double mean = TimeWeighted::toDouble(area - before) / static_cast<double>(m_width);
    before = area;
    return mean;
}

void SeriesRecorder::recordStation(StationSeries &series, const Station &station, std::span<const Fifo> fifos, Time now)
{
    addCount(series.succeededSeries, m_begin, series.succeeded, station.succeeded);
    addCount(series.failedSeries, m_begin, series.failed, station.failedAttempts);
    addCount(series.deadSeries, m_begin, series.dead, station.deadLettered);
    TimeWeighted::Area depth = 0;
    for (const Index fifo : station.fifos)
        depth += fifos[fifo].depth.area(now);
    series.depthSeries.add(m_begin, meanSince(series.depth, depth));
    series.busySeries.add(m_begin, meanSince(series.busy, station.busy.area(now)));
    std::array<double, 3> percentiles{};
    station.endToEnd.percentilesSince(series.endToEnd, std::array{0.5, 0.95, 0.99}, percentiles);
    series.p50Series.add(m_begin, percentiles[0]);
    series.p95Series.add(m_begin, percentiles[1]);
    series.p99Series.add(m_begin, percentiles[2]);
    series.endToEnd = station.endToEnd;
}

void SeriesRecorder::record(Time now, std::span<const Station> stations, std::span<const Fifo> fifos,
                            std::span<const OutboxState> outboxes, std::span<const std::uint64_t> deadLetters)
{
    if (m_bins == 0 || now <= m_begin)
        return;
    for (std::size_t i = 0; i < m_stations.size(); ++i)
        recordStation(m_stations[i], stations[i], fifos, now);
    for (std::size_t i = 0; i < m_outboxes.size(); ++i)
        m_outboxes[i].series.add(m_begin, meanSince(m_outboxes[i].backlog, outboxes[i].backlog.area(now)));
    for (std::size_t i = 0; i < m_deadLetters.size(); ++i)
        addCount(m_deadLetters[i].series, m_begin, m_deadLetters[i].count, deadLetters[i]);
    m_begin = now;
    if (m_begin / m_width >= m_bins) // The series fold with the next sample.
        m_width *= 2;
}

void SeriesRecorder::moveTo(Results &results)
{
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        SubscriptionResult &to = results.subscriptions[i];
        StationSeries &from = m_stations[i];
        to.succeededSeries = std::move(from.succeededSeries);
        to.failedSeries = std::move(from.failedSeries);
        to.deadSeries = std::move(from.deadSeries);
        to.depthSeries = std::move(from.depthSeries);
        to.busySeries = std::move(from.busySeries);
        to.p50Series = std::move(from.p50Series);
        to.p95Series = std::move(from.p95Series);
        to.p99Series = std::move(from.p99Series);
    }
    for (std::size_t i = 0; i < m_outboxes.size(); ++i)
        results.outboxes[i].backlogSeries = std::move(m_outboxes[i].series);
    for (std::size_t i = 0; i < m_deadLetters.size(); ++i)
        results.deadLetters[i].inSeries = std::move(m_deadLetters[i].series);
}

} // namespace weir::sim
