// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/confidence.h"

#include "core/statistics/specialfunctions.h"

#include <cassert>
#include <cmath>
#include <numeric>

namespace weir {

double studentQuantile(double probability, int degrees)
{
    assert(probability > 0 && probability < 1 && degrees >= 1);
    if (probability == 0.5)
        return 0;
    if (probability < 0.5)
        return -studentQuantile(1 - probability, degrees);
    // P(T > t) = I_x(n/2, 1/2) / 2 with x = n / (n + t^2) (Abramowitz & Stegun 26.7.1).
    const double n = degrees;
    const auto above = [n](double t) { return betaProbability(n / 2, 0.5, n / (n + t * t)) / 2; };
    double low = 0, high = 1;
    while (above(high) > 1 - probability)
        high *= 2;
    for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
        const double middle = low + (high - low) / 2;
        (above(middle) > 1 - probability ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

double RunMeans::mean() const
{
    if (m_values.empty())
        return 0;
    return std::accumulate(m_values.begin(), m_values.end(), 0.0) / static_cast<double>(m_values.size());
}

double RunMeans::deviation() const
{
    if (m_values.size() < 2)
        return 0;
    const double center = mean();
    double squares = 0;
    for (const double value : m_values)
        squares += (value - center) * (value - center);
    return std::sqrt(squares / static_cast<double>(m_values.size() - 1));
}

std::optional<double> RunMeans::halfWidth(double level) const
{
    if (m_values.size() < 2)
        return std::nullopt;
    const double t = studentQuantile(0.5 + level / 2, static_cast<int>(m_values.size()) - 1);
    return t * deviation() / std::sqrt(static_cast<double>(m_values.size()));
}

} // namespace weir
