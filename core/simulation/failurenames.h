// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/network.h"

#include <QString>

namespace weir {

/// What a failure is called in reports and in a policy's `nonRetryable`: `error`, `timeout`, `visibilityTimeout`, `deadline`,
/// `poison`, `unhandledVersion`, `databaseDown`.
QString failureName(sim::FailureReason reason);

} // namespace weir
