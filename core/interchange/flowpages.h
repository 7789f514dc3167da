// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/interchange/catalogpages.h"

namespace weir {

/// The flow that the page \a page tells: its services, actors and stores are the participants, its messages and arrows what
/// goes between them; where a step has several successors, they follow one after the other. \a id is the flow's. Steps
/// that nobody follows stand as notes.
Json flowOfPage(const CatalogPage &page, const QString &id, ImportLog &log);

} // namespace weir
