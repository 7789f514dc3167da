// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"

#include <QDate>

namespace weir {

class Catalog;
class SourceMap;

/// What all rules say about \a catalog, with the project's severities and approvals applied; sorted by file, line, column
/// and rule. An approval holds up to and including its day; with an invalid \a today all of them hold.
Findings lint(const Catalog &catalog, const SourceMap &sources, QDate today);

/// \a findings with the severities and approvals of \a catalog's project applied: for findings that come from elsewhere.
///
/// A severity is set for a rule (`naming/past-tense`) or a group (`naming`), everywhere or below a path
/// (`events/user.created`, `services`); the longest path decides.
Findings applySettings(const Findings &findings, const Catalog &catalog, QDate today);

/// Sorts by file, line, column, rule and text.
void sortFindings(Findings &findings);

} // namespace weir
