// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/duration.h"
#include "core/emulation/emulateddesign.h"
#include "core/simulation/arrivalprocess.h"

#include <optional>

namespace weir {

/// When a producer of the design publishes: the arrivals of its load, drawn from the same laws and the same stream of random
/// numbers as in a simulation.
///
/// Pure: instants of a clock that never goes back in, numbers of transactions out.
class EmulatedProducer
{
public:
    /// Transactions that one due() gives at most; what is late beyond that comes with the next call.
    static constexpr int mostAtOnce = 10'000;

    /// Source \a source of \a design, which must outlive it, from \a start on.
    EmulatedProducer(const EmulatedDesign &design, sim::Index source, std::uint64_t seed, Duration start);
    EmulatedProducer(EmulatedProducer &&) = delete;

    /// `orders/order.placed`, or `orders/checkout` for an operation.
    const QString &path() const { return m_path; }
    const QString &service() const { return m_service; }
    /// What each transaction publishes, in this order: indices into the design's publications.
    const std::vector<sim::Index> &publications() const { return m_publications; }

    /// Its rate is \a factor (not negative) times the designed one from \a now on; 0: it pauses.
    void setFactor(double factor, Duration now);
    double factor() const { return m_factor; }
    bool isOn() const { return m_isOn; }
    /// Switched off it publishes nothing; its process goes on, as while a service is down in a simulation.
    void setOn(bool on) { m_isOn = on; }

    /// Business transactions that have come due since the last call; those of a producer that is off do not happen.
    int due(Duration now);
    /// When due() has something next; nothing: never.
    std::optional<Duration> nextDeadline() const;

private:
    sim::Time processTime(Duration now) const;

    const sim::Source &m_source;
    QString m_path, m_service;
    std::vector<sim::Index> m_publications;
    RandomStream m_random;
    sim::Distribution m_law; ///< Of the intervals; the sampler points to it.
    sim::Sampler m_interval;
    sim::ArrivalProcess m_process;
    sim::Time m_next = sim::RateProfile::never; ///< Next arrival, in time of the process.
    double m_factor = 1;
    bool m_isOn = true;
    Duration m_since{};           ///< When the factor changed last.
    sim::Time m_sinceProcess = 0; ///< The same in time of the process.
};

} // namespace weir
