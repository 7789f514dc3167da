// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace weir {

/// A quantity over time in a fixed number of equal bins that start at 0.
///
/// A sample beyond the last bin folds the series: neighbours are joined and the width doubles, so a run of any length
/// fits in the same memory.
class TimeSeries
{
public:
    /// What joining two bins does.
    enum class Fold {
        Sum,     ///< Counts: events in a bin.
        Mean,    ///< Levels: the mean over a bin.
        Maximum, ///< Peaks and percentiles: the larger one, which is an upper bound.
    };

    TimeSeries() = default;
    /// \a bins bins of \a width nanoseconds; both at least 1.
    TimeSeries(std::size_t bins, std::int64_t width, Fold fold);

    /// Adds \a amount to the bin of \a instant (nanoseconds from 0): a sum, or for Maximum the larger of the two.
    void add(std::int64_t instant, double amount);
    /// Adds \a weight times every bin of \a other, which has as many bins; the wider of the two decides the width.
    void accumulate(TimeSeries other, double weight);
    /// Multiplies every bin by \a factor.
    void scale(double factor);

    std::int64_t width() const { return m_width; }
    Fold fold() const { return m_fold; }
    const std::vector<double> &values() const { return m_values; }

    bool operator==(const TimeSeries &) const = default;

private:
    void widen();

    std::int64_t m_width = 1;
    Fold m_fold = Fold::Sum;
    std::vector<double> m_values;
};

} // namespace weir
