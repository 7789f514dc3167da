// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include "app/common/exitcode.h"

#include <unistd.h>

namespace weir {

InterruptWatch::InterruptWatch()
{
    sigemptyset(&m_signals);
    sigaddset(&m_signals, SIGINT);
    sigaddset(&m_signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
    m_thread = std::jthread([this](const std::stop_token &end) { watch(end); });
}

InterruptWatch::~InterruptWatch()
{
    m_thread.request_stop();
    m_thread.join();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

void InterruptWatch::watch(const std::stop_token &end)
{
    // Short waits, so that the end is noticed without a signal of its own.
    const timespec patience{0, 50'000'000};
    while (!end.stop_requested()) {
        if (sigtimedwait(&m_signals, nullptr, &patience) < 0)
            continue;
        if (m_stop.stop_requested())
            _exit(static_cast<int>(ExitCode::Interrupted));
        m_stop.request_stop();
    }
}

} // namespace weir
