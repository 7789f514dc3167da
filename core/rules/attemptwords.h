// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace weir {

/// What a name such as "Three retries" or "5 attempts" promises.
struct SaidAttempts
{
    int count = -1;         ///< Attempts in total, the first included; -1 when the name says nothing.
    bool asRetries = false; ///< It counts retries, which are one fewer.

    bool operator==(const SaidAttempts &) const = default;
};

/// The number of attempts that \a name speaks of, in digits or as a word up to ten.
SaidAttempts attemptsSaid(const QString &name);

/// \a name with its number replaced, so that it speaks of \a attempts in total: "Three retries" of 3 is "2 retries".
QString withAttempts(const QString &name, int attempts);

} // namespace weir
