// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

namespace weir::bench {

/// How large a generated project is.
struct ProjectSize
{
    int services = 1000;
    int events = 10'000; ///< Shared out evenly; each is sent by one service.
};

/// A design of that size, always the same for the same size: services in domains, each with a topic for its events and a
/// queue for dead letters; every service receives from a handful of others. Events have schemas with nested objects, every
/// tenth a second version. One view places everything.
Catalog generatedProject(const ProjectSize &size);

} // namespace weir::bench
