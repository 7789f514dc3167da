// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/place.h"

#include <QList>
#include <QString>

namespace weir {

/// How much a finding matters. `Off` is a setting only; no finding carries it.
enum class Severity { Error, Warning, Info, Off };

/// Something that is wrong, or could be better, in the user's data. A result, not a failure.
struct Finding
{
    QString rule; ///< Stable id, `group/name` as in `naming/past-tense`.
    Severity severity = Severity::Warning;
    QString message; ///< What is wrong and why, one sentence, names the element.
    QString hint;    ///< What to do about it; may be empty.
    Place place;     ///< Where it stands in the files.
    QString element; ///< `kind/id` of the element (`services/billing`); empty when none.

    bool operator==(const Finding &) const = default;
};

using Findings = QList<Finding>;

} // namespace weir
