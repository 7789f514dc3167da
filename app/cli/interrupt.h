// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <thread>

#include <csignal>

namespace weir {

/// Turns Ctrl+C and SIGTERM into a stop request while it lives. Make it before any other thread: all threads that are made
/// later leave these signals to its own. A second signal ends the program at once.
class InterruptWatch
{
public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch &) = delete;
    InterruptWatch &operator=(const InterruptWatch &) = delete;

    std::stop_token token() const { return m_stop.get_token(); }
    bool isInterrupted() const { return m_stop.stop_requested(); }

private:
    void watch(const std::stop_token &end);

    sigset_t m_signals{};
    sigset_t m_before{};
    std::stop_source m_stop;
    std::jthread m_thread;
};

} // namespace weir
