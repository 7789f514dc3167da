// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

namespace weir {

/// A place that names another element by its id.
struct Reference
{
    Kind kind = Kind::Channel; ///< Of what is named.
    QString id;
    ElementRef from;
    QString pointer; ///< Where the name stands in `from`.
    QString subject; ///< Who names it, for a sentence: `“bill” of Billing`.

    bool operator==(const Reference &) const = default;
};

/// Every reference to a service, event type, channel, policy or webhook in \a catalog: by kind, id and position. Patterns
/// with wildcards name nobody, nor do the foreign types of an incoming webhook.
QList<Reference> referencesOf(const Catalog &catalog);

} // namespace weir
