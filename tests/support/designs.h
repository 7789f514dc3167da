// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QByteArray>

namespace weir::test {

/// The design that a bundle's text describes; what does not decode counts as a test's mistake (asserted).
Catalog designFrom(const QByteArray &bundle);

/// A shop that puts 0.5 orders a second on a queue, and one consumer that needs a second for each: M/M/1.
Catalog oneQueue();

} // namespace weir::test
