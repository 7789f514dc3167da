// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/project.h"

namespace weir {

/// What reading \a project had to say, brought up to date with \a edited: findings about elements that are others now, or
/// gone, give way to what is wrong with them as they are. Findings about files that no element came from stay.
Findings readingFindings(const Project &project, const Catalog &edited);

} // namespace weir
