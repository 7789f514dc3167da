// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/arrivalprocess.h"

namespace weir::sim {

namespace {

/// Bursts and pauses that take no time at all are passed at most so often for one arrival.
constexpr int mostPeriods = 1'000'000;

/// What is left of a period that began before the run: all of an exponential one, a uniform part of any other.
double residual(const Distribution &law, Sampler sampler, RandomStream &stream)
{
    const auto whole = static_cast<double>(sampler.draw(stream));
    return law.kind == Distribution::Kind::Exponential ? whole : whole * stream.uniform();
}

} // namespace

ArrivalProcess::ArrivalProcess(const Source &source, const Sampler &interval, RandomStream &stream)
    : m_interval(interval)
    , m_isBursty(source.arrivals == Arrivals::Bursty)
    , m_trace(source.arrivals == Arrivals::Trace ? &source.trace : nullptr)
    , m_profile(source.arrivals == Arrivals::Trace ? std::vector<RatePiece>() : source.profile)
{
    if (!m_isBursty)
        return;
    m_on = Sampler(source.on);
    m_off = Sampler(source.off);
    const double on = source.on.mean(), off = source.off.mean();
    if (stream.uniform() * (on + off) < on) {
        m_left = residual(source.on, m_on, stream);
    } else {
        m_pause = residual(source.off, m_off, stream);
        m_left = static_cast<double>(m_on.draw(stream));
    }
}

double ArrivalProcess::nominalInterval(RandomStream &stream)
{
    auto interval = static_cast<double>(m_interval.draw(stream));
    if (!m_isBursty)
        return interval;
    double passed = m_pause;
    m_pause = 0;
    for (int i = 0; interval > m_left && i < mostPeriods; ++i) {
        interval -= m_left;
        passed += m_left + static_cast<double>(m_off.draw(stream));
        m_left = static_cast<double>(m_on.draw(stream));
    }
    m_left -= interval;
    return passed + interval;
}

Time ArrivalProcess::next(Time now, RandomStream &stream)
{
    if (m_trace != nullptr)
        return m_position < m_trace->size() ? (*m_trace)[m_position++] : RateProfile::never;
    const double interval = nominalInterval(stream);
    if (m_profile.isFlat())
        return now + std::max<Time>(1, static_cast<Time>(std::min(interval, 0x1p60)));
    return std::max(now + 1, m_profile.after(now, interval));
}

} // namespace weir::sim
