// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/failurenames.h"

#include <array>

namespace weir {

QString failureName(sim::FailureReason reason)
{
    static constexpr std::array<const char *, sim::failureReasons> names{
        "error", "timeout", "visibilityTimeout", "deadline", "poison", "unhandledVersion", "databaseDown"};
    return QString::fromLatin1(names.at(static_cast<std::size_t>(reason)));
}

} // namespace weir
