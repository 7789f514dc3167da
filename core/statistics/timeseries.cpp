// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/timeseries.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace weir {

TimeSeries::TimeSeries(std::size_t bins, std::int64_t width, Fold fold) : m_width(width), m_fold(fold), m_values(bins)
{
    assert(bins > 0 && width > 0);
}

void TimeSeries::widen()
{
    const std::size_t bins = m_values.size();
    for (std::size_t i = 0; 2 * i < bins; ++i) {
        const double a = m_values[2 * i];
        const double b = 2 * i + 1 < bins ? m_values[2 * i + 1] : 0;
        switch (m_fold) {
        case Fold::Sum:
            m_values[i] = a + b;
            break;
        case Fold::Mean:
            m_values[i] = (a + b) / 2;
            break;
        case Fold::Maximum:
            m_values[i] = std::max(a, b);
            break;
        }
    }
    std::fill(m_values.begin() + static_cast<std::ptrdiff_t>((bins + 1) / 2), m_values.end(), 0.0);
    m_width *= 2;
}

void TimeSeries::add(std::int64_t instant, double amount)
{
    while (instant / m_width >= static_cast<std::int64_t>(m_values.size()))
        widen();
    double &value = m_values[static_cast<std::size_t>(instant / m_width)];
    value = m_fold == Fold::Maximum ? std::max(value, amount) : value + amount;
}

void TimeSeries::accumulate(TimeSeries other, double weight)
{
    assert(m_values.size() == other.m_values.size() && m_fold == other.m_fold);
    while (m_width < other.m_width)
        widen();
    while (other.m_width < m_width)
        other.widen();
    for (std::size_t i = 0; i < m_values.size(); ++i)
        m_values[i] += weight * other.m_values[i];
}

void TimeSeries::scale(double factor)
{
    for (double &value : m_values)
        value *= factor;
}

} // namespace weir
