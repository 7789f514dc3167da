// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"

namespace weir {

class Catalog;

/// References between the design's JSON Schemas that lead in a circle without ever reaching a value, so that no validation
/// would end (JSON Schema 2020-12 core §9.4.1): `$ref` to `$ref`, also through `allOf` and the like. One finding,
/// `structure/cyclic-reference`, for each circle; its place holds only the pointer. Recursion through `properties` or
/// `items` is no circle.
Findings cyclicReferences(const Catalog &catalog);

} // namespace weir
