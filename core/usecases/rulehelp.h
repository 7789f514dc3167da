// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace weir {

/// The help page of \a rule as Markdown: title, why, bad, good, fix. Empty when there is no such page.
QString ruleHelp(const QString &rule);

/// What `weir explain` says: the page of a rule, or of each rule of a group (`delivery`). For a name that is neither the
/// error suggests the nearest one.
Result<QString> explainRule(const QString &name);

/// All rules with their severities and titles, one a line: the answer to `weir explain`.
QString rulesOverview();

/// Ids of the rules that have a page, sorted.
QStringList ruleHelpPages();

} // namespace weir
