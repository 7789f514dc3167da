// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/formrow.h"

namespace weir {

/// When \a policy tries again at the latest, as the simulator and the bus would: without a policy there is one attempt.
/// At most twelve attempts; the rest is in \a end ("… 40 attempts → DLQ").
RetryLine retryLine(const Policy *policy, const QString &end);

/// What the worst message of \a subscription meets: all attempts fail at their timeout. Compared with its SLA.
FormRow worstCase(const Catalog &catalog, const Subscription &subscription);

} // namespace weir
