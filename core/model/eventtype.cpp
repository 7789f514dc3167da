// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/eventtype.h"

#include <algorithm>

namespace weir {

const EventVersion *EventType::newest() const
{
    const auto found =
        std::max_element(versions.begin(), versions.end(),
                         [](const EventVersion &a, const EventVersion &b) { return a.version < b.version; });
    return found == versions.end() ? nullptr : &*found;
}

} // namespace weir
