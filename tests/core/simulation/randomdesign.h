// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <cstdint>

namespace weir::test {

/// A bundle with a random design and one scenario `s` that uses what files.md offers: every law, load, policy, guarantee,
/// overflow, webhook, stream and fault. The same seed gives the same bundle on every machine.
Json randomDesign(std::uint64_t seed);

/// \a design with a service, a channel and an event type that nothing else has to do with.
Json withUnrelatedService(Json design);

} // namespace weir::test
