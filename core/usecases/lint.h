// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/json.h"

#include <QDate>

namespace weir {

struct Project;

/// Everything wrong with a project: what reading found and what the rules say, with the project's severities and approvals
/// (as of \a today), sorted by file, line, column and rule. The Problems panel and `weir lint` show exactly this.
Findings lintProject(const Project &project, QDate today = QDate::currentDate());

/// Findings of that severity.
qsizetype countOf(const Findings &findings, Severity severity);

/// The findings as `weir lint --format json` prints them: `$schema`, `tool`, `version`, `project`, counts and the list.
Json findingsJson(const QString &project, const Findings &findings);

} // namespace weir
