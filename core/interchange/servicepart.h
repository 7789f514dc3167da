// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/catalog.h"

namespace weir {

/// What the service \a id needs to be understood alone: itself, the channels it uses, the events it sends or can receive,
/// and their policies, dead letter channels and shared schemas. The design gets the service's title and description. Fails
/// when there is no such service, with those there are.
Result<Catalog> partOfService(const Catalog &catalog, const QString &id);

} // namespace weir
