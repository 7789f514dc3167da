// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/rateprofile.h"
#include "core/simulation/sampler.h"

namespace weir::sim {

/// When a source's arrivals happen, for those that are more than equal or independent intervals: bursts and pauses, a
/// changing rate, a recording.
class ArrivalProcess
{
public:
    ArrivalProcess() = default;
    /// \a interval draws the intervals at the nominal rate (Bursty: during bursts); \a source outlives it.
    ArrivalProcess(const Source &source, const Sampler &interval, RandomStream &stream);

    RateProfile &profile() { return m_profile; }
    /// Whether intervals are all there is to it.
    bool isSimple() const { return !m_isBursty && m_trace == nullptr && m_profile.isFlat(); }

    /// The next arrival after \a now, which is 0 or the last one; `RateProfile::never` when there is none.
    Time next(Time now, RandomStream &stream);

private:
    double nominalInterval(RandomStream &stream);

    Sampler m_interval, m_on, m_off;
    bool m_isBursty = false;
    double m_left = 0;  ///< Bursty: of the burst under way.
    double m_pause = 0; ///< Bursty: before that, once.
    const std::vector<Time> *m_trace = nullptr;
    std::size_t m_position = 0;
    RateProfile m_profile;
};

} // namespace weir::sim
