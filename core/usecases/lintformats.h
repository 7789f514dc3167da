// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/rules/lint.h"

#include <QByteArray>

namespace weir {

/// What the formats for other tools say beside the findings.
struct LintFormatOptions
{
    QString project; ///< Its title.
    QString base; ///< What stands in front of the findings' files: the project's folder, seen from where the tool runs.
    Severity failOn = Severity::Error; ///< Least severity that is a failure (JUnit).
};

/// \a report as SARIF 2.1.0 (OASIS standard): every rule with its help, every finding with its place and a fingerprint
/// that stays when lines move; what is approved is a suppressed result.
Json findingsSarif(const LintReport &report, const LintFormatOptions &options);

/// \a report as JUnit XML: one passed test case for each rule that found nothing, else one for each finding; it fails
/// when it is as severe as `failOn`, and is skipped when it is approved.
QByteArray findingsJunit(const LintReport &report, const LintFormatOptions &options);

} // namespace weir
