// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/acceptance.h"

#include <algorithm>

namespace weir::delivery {

bool acceptsVersion(const Subscription &subscription, int version)
{
    if (subscription.versions.isEmpty())
        return true;
    // Each step takes another upcaster, so circles end.
    for (qsizetype step = 0; step <= subscription.upcasters.size(); ++step) {
        if (subscription.versions.contains(version))
            return true;
        const auto &all = subscription.upcasters;
        const auto next = std::find_if(all.begin(), all.end(),
                                       [version](const Upcaster &upcaster) { return upcaster.from == version; });
        if (next == all.end())
            return false;
        version = next->to;
    }
    return false;
}

} // namespace weir::delivery
