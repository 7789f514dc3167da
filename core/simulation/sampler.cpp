// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/sampler.h"

#include "core/base/exactmath.h"

#include <algorithm>

namespace weir::sim {

Sampler::Sampler(const Distribution &law) : m_kind(law.kind), m_a(law.a), m_b(law.b), m_law(&law)
{
    if (law.isConstant())
        m_constant = whole(law.a);
}

Time Sampler::whole(double value)
{
    return value > 0 ? (value < limit ? static_cast<Time>(value) : longest) : 0;
}

double Sampler::drawEmpirical(double share) const
{
    const auto &points = m_law->points;
    if (points.empty())
        return m_a;
    const auto above = [](double wanted, const std::pair<double, double> &point) { return wanted < point.second; };
    auto bucket = std::upper_bound(points.begin(), points.end(), share, above);
    if (bucket == points.end())
        --bucket;
    const double lowEdge = bucket == points.begin() ? m_a : std::prev(bucket)->first;
    const double lowShare = bucket == points.begin() ? 0 : std::prev(bucket)->second;
    const double width = bucket->second - lowShare;
    return lowEdge + (bucket->first - lowEdge) * (width > 0 ? (share - lowShare) / width : 1);
}

Time Sampler::drawOther(RandomStream &stream) const
{
    using Kind = Distribution::Kind;
    switch (m_kind) {
    case Kind::Constant:
        return m_constant;
    case Kind::Uniform:
        return whole(m_a + (m_b - m_a) * stream.uniform());
    case Kind::Exponential:
        return whole(m_a * stream.exponential());
    case Kind::Erlang: {
        if (m_b > 16)
            return whole(m_a * stream.gamma(m_b));
        double stages = 0;
        for (int i = 0; i < static_cast<int>(m_b); ++i)
            stages += stream.exponential();
        return whole(m_a * stages);
    }
    case Kind::Gamma:
        return whole(m_a * stream.gamma(m_b));
    case Kind::Lognormal:
        return whole(exact::exp(m_a + m_b * stream.normal()));
    case Kind::Weibull:
        return whole(m_a * exact::pow(stream.exponential(), 1 / m_b));
    case Kind::Pareto:
        return whole(m_a * exact::exp(stream.exponential() / m_b));
    case Kind::Empirical:
        return whole(drawEmpirical(stream.uniform()));
    }
    return 0;
}

} // namespace weir::sim
