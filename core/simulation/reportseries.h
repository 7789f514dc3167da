// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/results.h"

#include <QList>

namespace weir {

/// Brings all series of a result to the same bins: the widest of them, up to the end of the run.
class SeriesReader
{
public:
    explicit SeriesReader(const sim::Results &results);

    /// Seconds of one bin; 0 when there are no series.
    double binWidth() const;
    /// A level, times \a factor.
    QList<double> level(const TimeSeries &series, double factor = 1) const;
    /// Counts for each bin as a rate.
    QList<double> perSecond(const TimeSeries &series) const;

private:
    std::int64_t m_width = 0; ///< Nanoseconds.
    std::size_t m_bins = 0;
};

} // namespace weir
