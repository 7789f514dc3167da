// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/rungate.h"

namespace weir {

void RunGate::pass(double share, const std::stop_token &stop)
{
    for (double limit = m_limit; share > limit && !stop.stop_requested(); limit = m_limit)
        m_limit.wait(limit);
}

void RunGate::open()
{
    openUntil(everything);
}

void RunGate::close()
{
    openUntil(nothing);
}

void RunGate::openUntil(double share)
{
    m_limit = share;
    m_limit.notify_all();
}

} // namespace weir
