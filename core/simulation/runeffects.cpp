// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"

#include <algorithm>

namespace weir::sim {

namespace {

/// The probability that at least one of two independent things happens.
double either(double a, double b)
{
    return 1 - (1 - a) * (1 - b);
}

} // namespace

/// Composes what all faults of the moment do to processing and deliveries: factors multiply, independent chances add up,
/// delays too.
void Run::applyEffects()
{
    std::vector<double> poison(m_network.eventTypes, 0);
    for (const std::size_t window : m_activeWindows) {
        const Fault &fault = m_network.faults[m_watch.faultOf(window)];
        for (Index type = 0; fault.kind == FaultKind::Poison && type < m_network.eventTypes; ++type) {
            if (fault.eventType == noIndex || fault.eventType == type)
                poison[type] = either(poison[type], fault.probability);
        }
    }
    for (Index type = 0; type < m_network.eventTypes; ++type)
        m_poison[type] = chanceBelow(poison[type]);
    for (Station &station : m_stations)
        applyTo(station);
    for (Fifo &fifo : m_fifos)
        applyTo(fifo);
}

void Run::applyTo(Station &station)
{
    double fails = m_network.subscriptions[station.index].failureRate;
    station.slowdown = 1;
    for (const std::size_t window : m_activeWindows) {
        const Fault &fault = m_network.faults[m_watch.faultOf(window)];
        if (!hits(fault, station))
            continue;
        if (fault.kind == FaultKind::ServiceSlow)
            station.slowdown *= fault.factor;
        else if (fault.kind == FaultKind::ServiceErrors)
            fails = either(fails, fault.probability);
    }
    station.failureBelow = chanceBelow(fails);
    station.databaseDown = m_databaseFaults[station.service] > 0;
}

void Run::applyTo(Fifo &fifo)
{
    double doubled = 0, reordered = 0;
    fifo.disturbance = {};
    for (const std::size_t window : m_activeWindows) {
        const Fault &fault = m_network.faults[m_watch.faultOf(window)];
        if (!hits(fault, fifo))
            continue;
        if (fault.kind == FaultKind::Duplicate) {
            doubled = either(doubled, fault.probability);
        } else if (fault.kind == FaultKind::Reorder) {
            reordered = either(reordered, fault.probability);
            fifo.disturbance.reorderDelay = std::max(fifo.disturbance.reorderDelay, fault.delay);
        } else if (fault.kind == FaultKind::Delay) {
            fifo.disturbance.delay += fault.delay;
        }
    }
    fifo.disturbance.duplicateBelow = chanceBelow(doubled);
    fifo.disturbance.reorderBelow = chanceBelow(reordered);
}

bool Run::hits(const Fault &fault, const Station &station) const
{
    if (fault.subscription != noIndex)
        return fault.subscription == station.index;
    if (fault.channel != noIndex)
        return fault.channel == m_network.subscriptions[station.index].channel;
    return fault.service == noIndex || fault.service == station.service;
}

/// A queue that several compete for is hit through any of them.
bool Run::hits(const Fault &fault, const Fifo &fifo) const
{
    return std::any_of(fifo.consumers.begin(), fifo.consumers.end(),
                       [&](Index station) { return hits(fault, m_stations[station]); });
}

} // namespace weir::sim
