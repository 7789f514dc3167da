// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace weir {

/// How a program ends, for scripts and continuous integration.
enum class ExitCode : int {
    Done = 0,
    Usage = 1,         ///< Wrong usage.
    Internal = 2,      ///< A mistake of Weir.
    Unreadable = 3,    ///< Input could not be read.
    Unwritable = 4,    ///< Output could not be written.
    Violations = 5,    ///< Rule violations found.
    Undelivered = 6,   ///< A delivery or connection failed.
    Broken = 7,        ///< An assertion or SLA does not hold.
    Interrupted = 130, ///< Ctrl+C.
};

} // namespace weir
