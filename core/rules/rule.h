// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"

#include <QList>
#include <QString>

#include <optional>

namespace weir {

/// Something that is looked for in every design.
struct Rule
{
    QString id;                            ///< `group/name`; stable.
    Severity severity = Severity::Warning; ///< Unless the project says otherwise.
    QString title;                         ///< What is wrong when it fires, a few words. Translated.
    QString description;                   ///< Why that matters and what to do, some sentences. Translated.

    bool operator==(const Rule &) const = default;
};

/// All rules, those of reading files included, sorted by id.
QList<Rule> allRules();

/// The rule with that id.
std::optional<Rule> ruleNamed(QStringView id);

} // namespace weir
