// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/arrivaltrace.h"
#include "core/simulation/faultplan.h"
#include "core/simulation/laws.h"
#include "core/simulation/networkcompilation.h"

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

/// Events a second of a producer that does not say.
constexpr sim::Time hour = 3600 * sim::second;

sim::Arrivals arrivalsFor(Arrivals arrivals)
{
    switch (arrivals) {
    case Arrivals::Constant:
        return sim::Arrivals::Constant;
    case Arrivals::Bursty:
        return sim::Arrivals::Bursty;
    default:
        return sim::Arrivals::Poisson;
    }
}

} // namespace

void NetworkCompilation::setArrivals(sim::Source &source, const Load &load, const QString &path, const QString &element,
                                     const QString &pointer)
{
    const Arrivals arrivals = load.arrivals.value_or(Arrivals::Poisson);
    const auto given = m_scenario.rates.constFind(path);
    const bool isGiven = given != m_scenario.rates.cend();
    if (arrivals == Arrivals::Interval && load.interval && !isGiven) {
        setInterval(source, load, path, element, pointer);
        return;
    }
    if (arrivals == Arrivals::Trace && !isGiven) {
        setTrace(source, load, path, element, pointer);
        return;
    }
    std::optional<double> rate = isGiven ? std::optional(*given) : load.rate;
    if (!rate) {
        rate = assumedRate;
        assume(tr("%1: no rate is given; %2 events/s are assumed.").arg(path).arg(assumedRate));
    }
    if (!(*rate >= 0) || !std::isfinite(*rate))
        fail(element, pointer + QStringLiteral("/rate"), tr("%1: a rate of %2/s is impossible.").arg(path).arg(*rate));
    source.arrivals = arrivalsFor(arrivals);
    source.rate = *rate * m_scenario.loadFactor;
    // A scenario's own rate is the mean and stays it.
    if (arrivals == Arrivals::Bursty && !isGiven)
        setBursts(source, load, path, element, pointer);
    else if (arrivals == Arrivals::Bursty)
        source.arrivals = sim::Arrivals::Poisson;
    else if ((arrivals == Arrivals::Ramp && !isGiven) || arrivals == Arrivals::Daily)
        setProfile(source, load, path, element, pointer);
}

void NetworkCompilation::setInterval(sim::Source &source, const Load &load, const QString &path, const QString &element,
                                     const QString &pointer)
{
    const auto law = lawOf(*load.interval);
    if (!law || !(law->mean() > 0)) {
        fail(element, pointer + QStringLiteral("/interval"),
             tr("%1: the intervals' distribution cannot be: its numbers are missing, zero or contradict each other.")
                 .arg(path));
        return;
    }
    if (m_scenario.loadFactor <= 0) {
        source.rate = 0;
        return;
    }
    source.arrivals = sim::Arrivals::Interval;
    source.interval = scaledLaw(*law, 1 / m_scenario.loadFactor);
    source.rate = 1e9 / source.interval.mean();
}

/// Bursts at the rate, pauses without anything.
void NetworkCompilation::setBursts(sim::Source &source, const Load &load, const QString &path, const QString &element,
                                   const QString &pointer)
{
    if (!load.on || !load.off) {
        assume(tr("%1: no bursts and pauses are given; it sends all the time.").arg(path));
        source.arrivals = sim::Arrivals::Poisson;
        return;
    }
    const auto on = lawOf(*load.on), off = lawOf(*load.off);
    if (!on || !off || !(on->mean() > 0) || !std::isfinite(on->mean()) || !std::isfinite(off->mean())) {
        fail(element, pointer,
             tr("%1: bursts must last longer than nothing, and bursts and pauses need distributions that can be.")
                 .arg(path));
        return;
    }
    source.on = *on;
    source.off = *off;
}

/// A ramp over the scenario's duration, or the hours of a day from midnight on.
void NetworkCompilation::setProfile(sim::Source &source, const Load &load, const QString &path, const QString &element,
                                    const QString &pointer)
{
    if (load.arrivals == Arrivals::Ramp) {
        const double from = load.rate.value_or(assumedRate), to = load.to.value_or(from);
        if (!load.to)
            assume(tr("%1: a ramp that does not say where to stays at its rate.").arg(path));
        if (!(to >= 0) || !std::isfinite(to))
            fail(element, pointer + QStringLiteral("/to"), tr("%1: a rate of %2/s is impossible.").arg(path).arg(to));
        const double most = std::max(from, to);
        source.rate = most * m_scenario.loadFactor;
        if (most > 0)
            source.profile = {{std::max<sim::Time>(1, durationOf(m_scenario).count()), from / most, to / most}};
        return;
    }
    if (load.hours.isEmpty()) {
        assume(tr("%1: no hours are given; its rate is the same all day.").arg(path));
        return;
    }
    if (load.hours.size() != 24 || std::any_of(load.hours.begin(), load.hours.end(), [](double factor) {
            return !(factor >= 0) || !std::isfinite(factor);
        })) {
        fail(element, pointer + QStringLiteral("/hours"),
             tr("%1: a day has 24 hours, each with a factor that is not negative.").arg(path));
        return;
    }
    for (const double factor : load.hours)
        source.profile.push_back({hour, factor, factor});
}

/// The instants of a recording, closer together when the load is scaled up.
void NetworkCompilation::setTrace(sim::Source &source, const Load &load, const QString &path, const QString &element,
                                  const QString &pointer)
{
    const Result<std::vector<sim::Time>> trace = readArrivalTrace(m_root, load.file);
    if (!trace) {
        fail(element, pointer + QStringLiteral("/file"), tr("%1: %2").arg(path, trace.error().message));
        return;
    }
    source.arrivals = sim::Arrivals::Trace;
    source.rate = 0;
    if (!(m_scenario.loadFactor > 0))
        return;
    const sim::Time end = durationOf(m_scenario).count();
    for (const sim::Time time : *trace) {
        const double scaled = static_cast<double>(time) / m_scenario.loadFactor;
        if (scaled <= static_cast<double>(end))
            source.trace.push_back(static_cast<sim::Time>(scaled));
    }
    source.rate = static_cast<double>(source.trace.size()) / (static_cast<double>(end) / 1e9);
    if (source.trace.size() < trace->size())
        warn(tr("%1: %2 of the recording's %3 arrivals lie after the scenario's end.")
                 .arg(path)
                 .arg(trace->size() - source.trace.size())
                 .arg(trace->size()));
}

} // namespace weir
