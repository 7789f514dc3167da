// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/model/project.h"

#include <QDate>

namespace weir {

class Catalog;
class SourceMap;

/// A finding that was accepted on purpose, and by which approval.
struct ApprovedFinding
{
    Finding finding;
    Approval approval;

    bool operator==(const ApprovedFinding &) const = default;
};

/// What is wrong with a design, and what of it is accepted. Both are sorted by file, line, column and rule.
struct LintReport
{
    Findings findings;
    QList<ApprovedFinding> approved;

    bool operator==(const LintReport &) const = default;
};

/// What all rules say about \a catalog, together with \a found (what reading its files found, and the like), with the
/// project's severities and approvals applied. An approval holds up to and including its day; with an invalid \a today
/// all of them hold. One that accepts nothing is a finding itself.
///
/// A severity is set for a rule (`naming/past-tense`) or a group (`naming`), everywhere or below a path
/// (`events/user.created`, `services`); the longest path decides.
LintReport lintReport(const Catalog &catalog, const SourceMap &sources, QDate today, const Findings &found = {});

/// The findings of lintReport().
Findings lint(const Catalog &catalog, const SourceMap &sources, QDate today);

/// Sorts by file, line, column, rule and text.
void sortFindings(Findings &findings);

} // namespace weir
