// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/elementids.h"

namespace weir {

std::vector<QString> idsOf(const Catalog &catalog, Kind kind)
{
    switch (kind) {
    case Kind::Service:
        return idsOf(catalog.services());
    case Kind::Event:
        return idsOf(catalog.events());
    case Kind::Schema:
        return idsOf(catalog.schemas());
    case Kind::Channel:
        return idsOf(catalog.channels());
    case Kind::Policy:
        return idsOf(catalog.policies());
    case Kind::Webhook:
        return idsOf(catalog.webhooks());
    default:
        return {};
    }
}

} // namespace weir
