// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/duration.h"

#include <QString>

namespace weir::delivery {

/// How an attempt of a consumer ended, in the words that the decision about the next one needs.
struct AttemptOutcome
{
    bool succeeded = true;
    QString reason;       ///< Why it failed; `isNonRetryable()` looks at it.
    Duration notBefore{}; ///< The receiver asked to wait this long (`Retry-After`); 0: the policy alone decides.
    bool giveUp = false;  ///< No retry mends it: the dead letters at once.

    static AttemptOutcome success() { return {}; }
    static AttemptOutcome failure(QString reason) { return {false, std::move(reason), {}, false}; }

    bool operator==(const AttemptOutcome &) const = default;
};

} // namespace weir::delivery
