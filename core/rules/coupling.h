// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/routing.h"
#include "core/model/catalog.h"

#include <QHash>

namespace weir {

/// How many other services one knows, or is known by: directly and through events.
struct Coupling
{
    int calls = 0;    ///< Fan-out: services it calls directly.
    int waitsFor = 0; ///< Of those, the ones it waits for.
    int calledBy = 0; ///< Fan-in: services that call it directly.
    int hears = 0;    ///< Other services whose events it receives.
    int heardBy = 0;  ///< Other services that receive its events; it need not know them.

    bool operator==(const Coupling &) const = default;
};

/// The coupling of every service of \a catalog, by its id.
QHash<QString, Coupling> couplingOf(const Catalog &catalog, const delivery::Routing &routing);

} // namespace weir
