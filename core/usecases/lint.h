// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/rules/lint.h"

#include <QDate>

namespace weir {

struct Project;

/// Everything wrong with a project: what reading found and what the rules say, with the project's severities and approvals
/// (as of \a today), sorted by file, line, column and rule. The Problems panel and `weir lint` show exactly this.
Findings lintProject(const Project &project, QDate today = QDate::currentDate());

/// The same with what was accepted on purpose.
LintReport lintReportOf(const Project &project, QDate today = QDate::currentDate());

/// A finding that was mended, and how.
struct AppliedFix
{
    Finding finding; ///< As it was; its place is that before the fix.
    QString title;   ///< What was done: `Add the queue “orders.dlq”`.

    bool operator==(const AppliedFix &) const = default;
};

/// Applies every safe fix to \a project's catalog, again and again until none is left (fixes may uncover findings).
/// Nothing is written: see saveProject(). Findings that are approved or switched off are left alone.
QList<AppliedFix> applySafeFixes(Project &project, QDate today = QDate::currentDate());

/// Keeps the digest of its schema with every published version of \a project's catalog that has none, so that a later
/// change is found (`schema/published-changed`). Returns how many there were. Nothing is written: see saveProject().
qsizetype sealVersions(Project &project);

/// Findings of that severity.
qsizetype countOf(const Findings &findings, Severity severity);

/// A report as `weir lint --format json` prints it: `$schema`, `tool`, `version`, `project`, counts and the list; what is
/// approved and what was mended, if anything was.
Json findingsJson(const QString &project, const LintReport &report, const QList<AppliedFix> &fixed = {});

} // namespace weir
