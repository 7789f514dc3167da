// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace weir {

/// The value \a t with P(T <= t) = \a probability for Student's t with \a degrees of freedom (at least 1); the
/// probability lies between 0 and 1, both excluded. Within 1e-9 of the true quantile, relative.
double studentQuantile(double probability, int degrees);

/// Mean and confidence interval of independent results, one for each replication.
class RunMeans
{
public:
    void add(double value) { m_values.push_back(value); }
    void append(const RunMeans &other)
    {
        m_values.insert(m_values.end(), other.m_values.begin(), other.m_values.end());
    }

    std::size_t count() const { return m_values.size(); }
    const std::vector<double> &values() const { return m_values; }
    /// Mean of the results; 0 without any.
    double mean() const;
    /// Standard deviation of the results (divisor n - 1); 0 with fewer than two.
    double deviation() const;
    /// Half the width of the interval that holds the true mean with probability \a level; nothing with fewer than two.
    std::optional<double> halfWidth(double level = 0.95) const;

    bool operator==(const RunMeans &) const = default;

private:
    std::vector<double> m_values;
};

} // namespace weir
