// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <stop_token>

namespace weir {

/// Holds the threads of a simulation back: paused, a step at a time, or no faster than the eye can follow. Shared by the
/// window, which opens it, and the simulation's threads, which pass.
class RunGate
{
public:
    /// Whether pass() would block now.
    bool holds(double share) const { return share > m_limit; }
    /// Blocks as long as the replication may not be \a share (0 to 1) of its way. Called from the simulation's threads.
    void pass(double share, const std::stop_token &stop);
    /// Lets everything pass.
    void open();
    /// Holds everything back.
    void close();
    /// Lets replications go on until they are \a share of their way.
    void openUntil(double share);

private:
    std::atomic<double> m_limit = everything;

    static constexpr double everything = 2;
    static constexpr double nothing = -1;
};

} // namespace weir
