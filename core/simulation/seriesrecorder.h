// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/outboxstate.h"
#include "core/simulation/results.h"
#include "core/simulation/station.h"

#include <span>

namespace weir::sim {

/// Turns the running totals of a simulation into time series, by looking at them once for each bin: the events
/// themselves pay nothing.
class SeriesRecorder
{
public:
    SeriesRecorder() = default;
    /// Series of \a bins bins over \a duration (none for 0 bins).
    SeriesRecorder(std::uint32_t bins, Time duration, std::size_t stations, std::size_t outboxes,
                   std::size_t deadLetters);

    /// Instant at which the bin under way ends; the largest instant when nothing is recorded.
    Time nextTime() const;
    /// The bin under way ends at \a now, `nextTime()` or earlier at the end of the run.
    void record(Time now, std::span<const Station> stations, std::span<const Fifo> fifos,
                std::span<const OutboxState> outboxes, std::span<const std::uint64_t> deadLetters);
    /// Moves the series into \a results.
    void moveTo(Results &results);

private:
    struct StationSeries
    {
        std::uint64_t succeeded = 0, failed = 0, dead = 0;
        TimeWeighted::Area busy = 0, depth = 0;
        LogHistogram endToEnd;
        TimeSeries succeededSeries, failedSeries, deadSeries, depthSeries, busySeries;
        TimeSeries p50Series, p95Series, p99Series;
    };
    struct OutboxSeries
    {
        TimeWeighted::Area backlog = 0;
        TimeSeries series;
    };
    struct CountSeries
    {
        std::uint64_t count = 0;
        TimeSeries series;
    };

    void recordStation(StationSeries &series, const Station &station, std::span<const Fifo> fifos, Time now);
    double meanSince(TimeWeighted::Area &before, TimeWeighted::Area area) const;

    Time m_width = 0;
    Time m_begin = 0; ///< Of the bin under way.
    std::uint32_t m_bins = 0;
    std::vector<StationSeries> m_stations;
    std::vector<OutboxSeries> m_outboxes;
    std::vector<CountSeries> m_deadLetters;
};

} // namespace weir::sim
