// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

namespace weir::test {

/// The design in the bundle \a file of `tests/data/document`; fails the test run when it has findings.
Catalog bundledDesign(const QString &file);

/// The shipped example \a name.
Catalog exampleDesign(const QString &name);

/// The catalog that \a bundle holds.
Catalog designOf(const Json &bundle);

} // namespace weir::test
