// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/emulatedproducer.h"

#include "core/simulation/streampurpose.h"

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

/// The law of the intervals at the nominal rate; nothing when nothing ever arrives.
std::optional<sim::Distribution> intervalLaw(const sim::Source &source)
{
    if (source.arrivals == sim::Arrivals::Trace)
        return sim::Distribution::constant(0);
    if (source.arrivals == sim::Arrivals::Interval)
        return source.interval;
    if (!(source.rate > 0))
        return std::nullopt;
    const double interval = static_cast<double>(sim::second) / source.rate;
    return source.arrivals == sim::Arrivals::Constant ? sim::Distribution::constant(interval)
                                                      : sim::Distribution::exponential(interval);
}

} // namespace

EmulatedProducer::EmulatedProducer(const EmulatedDesign &design, sim::Index source, std::uint64_t seed, Duration start)
    : m_source(design.network().sources.at(source))
    , m_path(design.built().sources.at(qsizetype(source)))
    , m_service(design.built().services.value(qsizetype(m_source.service)))
    , m_publications(m_source.publications)
    , m_random(seed, 0, m_source.identity, sim::ForArrivals)
    , m_since(start)
{
    const auto law = intervalLaw(m_source);
    if (!law)
        return;
    m_law = *law;
    m_interval = sim::Sampler(m_law);
    m_process = sim::ArrivalProcess(m_source, m_interval, m_random);
    m_next = m_process.next(0, m_random);
}

/// The process runs at the speed of the factor.
sim::Time EmulatedProducer::processTime(Duration now) const
{
    const double passed = static_cast<double>(std::max<Duration::rep>(0, (now - m_since).count())) * m_factor;
    return m_sinceProcess + static_cast<sim::Time>(std::min(passed, 0x1p60));
}

void EmulatedProducer::setFactor(double factor, Duration now)
{
    Q_ASSERT(factor >= 0);
    m_sinceProcess = processTime(now);
    m_since = std::max(now, m_since);
    m_factor = factor;
}

int EmulatedProducer::due(Duration now)
{
    const sim::Time until = processTime(now);
    int transactions = 0;
    const int batch = static_cast<int>(std::min<std::uint32_t>(m_source.batch, mostAtOnce));
    while (m_next <= until && transactions + batch <= mostAtOnce) {
        transactions += batch;
        m_next = m_process.next(m_next, m_random);
    }
    return m_isOn ? transactions : 0;
}

std::optional<Duration> EmulatedProducer::nextDeadline() const
{
    if (m_next >= sim::RateProfile::never || !(m_factor > 0))
        return std::nullopt;
    // One nanosecond more where the division may have been rounded down: it must be due then.
    const double exact = std::ceil(static_cast<double>(m_next - m_sinceProcess) / m_factor);
    const double wait = m_factor == 1.0 ? exact : exact + 1;
    if (wait >= 0x1p60)
        return std::nullopt;
    return m_since + Duration(static_cast<Duration::rep>(wait));
}

} // namespace weir
