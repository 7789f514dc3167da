// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QHash>

#include <optional>

namespace weir {

/// Messages each second that arrive at each subscription (by path), as far as the model says: loads of publications and
/// operations, passed on by follow-up events. A subscription with a producer of unknown rate is left out, and so is one in a
/// circle of events that grows without end.
QHash<QString, double> arrivalRates(const Catalog &catalog);

/// Mean attempts a message takes when each fails with probability \a failureRate.
double meanAttempts(const Policy *policy, double failureRate);

/// The share of messages that succeed in the end.
double successShare(const Policy *policy, double failureRate);

/// Mean seconds of \a distribution; nothing when it does not say.
std::optional<double> meanOf(const Distribution &distribution);

} // namespace weir
