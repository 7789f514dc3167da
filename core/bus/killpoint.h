// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef WEIR_KILL_POINTS
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <unistd.h>
#endif

namespace weir::bus {

/// Ends the process at once where the environment's `KILL_AT` names this place: in builds of tests only.
inline void killPoint([[maybe_unused]] const char *name)
{
#ifdef WEIR_KILL_POINTS
    const char *const wanted = std::getenv("KILL_AT");
    if (wanted && std::strcmp(wanted, name) == 0)
        ::kill(::getpid(), SIGKILL);
#endif
}

} // namespace weir::bus
