// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/comparison/difference.h"

#include <QList>

namespace weir {

class Catalog;

/// What differs between two designs, by meaning: breaking differences first, then by kind, id and pointer.
///
/// Elements and the items of services are matched by id. One that is gone while another came with the same content, or to
/// which all references moved, was renamed; the references that follow are no differences. Spelling (`60s`, `1m`), the
/// order of members, sets and items, defaults that are written out and positions in views are none either.
///
/// A difference is breaking when somebody who relied on \a before is let down by \a after: a consumer gets an event no
/// more or cannot read it by the versions it accepts, a promise (guarantee, retention, order, SLA, retries) got weaker,
/// an address moved.
QList<Difference> compare(const Catalog &before, const Catalog &after);

} // namespace weir
