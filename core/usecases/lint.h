// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"

namespace weir {

struct Project;

/// Everything wrong with a project: what reading found and what the rules say, sorted by file, line, column and rule.
/// The Problems panel and `weir lint` show exactly this.
Findings lintProject(const Project &project);

/// Findings of that severity.
qsizetype countOf(const Findings &findings, Severity severity);

} // namespace weir
