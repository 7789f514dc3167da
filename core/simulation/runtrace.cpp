// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"

namespace weir::sim {

/// Numbers a new event and remembers where it comes from.
std::uint32_t Run::traceCommit(Index publication, std::uint32_t cause)
{
    const auto number = static_cast<std::uint32_t>(m_lineage.size());
    m_lineage.push_back({cause, cause == 0 ? number : m_lineage[cause].correlation});
    traceEvent(Step::Committed, publication, number);
    return number;
}

/// Reports a step of an event that is no message yet.
void Run::traceEvent(Step step, Index publication, std::uint32_t number)
{
    const Lineage &lineage = m_lineage[number];
    m_trace->step({m_now, step, number, lineage.cause, lineage.correlation, publication, noIndex, 0});
}

/// Reports a step of a message.
void Run::step(Step step, const Message &message)
{
    const Lineage &lineage = m_lineage[message.number];
    const bool atServer = step != Step::Queued;
    const Index station = atServer ? message.station : m_fifos[message.fifo].only;
    m_trace->step({m_now, step, message.number, lineage.cause, lineage.correlation, message.publication, station,
                   atServer ? message.deliveries : 0});
}

} // namespace weir::sim
