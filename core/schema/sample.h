// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/randomstream.h"
#include "core/base/result.h"
#include "core/schema/schema.h"

namespace weir {

/// A value that \a schema accepts, drawn from \a random: realistic where `format`, `examples` or a member's name say what it
/// is (`email`, `createdAt`, `price`). The same stream gives the same value. Every value is validated before it is given
/// out, its formats too when the schema was compiled to assert them; an error when none was found in maxSampleAttempts
/// draws, as for a schema that contradicts itself.
Result<Json> sampleOf(const Schema &schema, RandomStream &random);

constexpr int maxSampleAttempts = 200;

} // namespace weir
