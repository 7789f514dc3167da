// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/sweep.h"

namespace weir {

/// What the values of a parameter are, hence how they are written.
enum class ParameterKind : quint8 {
    Count,  ///< Whole numbers from 1 on.
    Factor, ///< Numbers above 0.
    Share,  ///< 0 to 1.
    Span,   ///< Durations: `250ms`.
    Rate,   ///< `50/s`.
};

/// A field of a design or scenario that can be varied, by the name people know it by.
struct SweepParameter
{
    QString path;    ///< As ScenarioSetting: `services/billing/receives/bill/instances`.
    QString element; ///< What it belongs to, for people: `Billing`, `Black Friday`.
    QString name;    ///< Translated: "Instances".
    ParameterKind kind = ParameterKind::Count;
    QString now;      ///< As the design says, or what holds when it says nothing.
    QString from, to; ///< A range around it that is worth a look.
    int steps = 2;    ///< Values in it, both ends included.

    bool operator==(const SweepParameter &) const = default;
};

/// What can be varied of the element at \a path (`services/billing`, `services/billing/receives/bill`, `channels/orders`,
/// …) and, always and last, of \a scenario. A path that is not in \a catalog adds nothing.
QList<SweepParameter> sweepParameters(const Catalog &catalog, const QString &path, const QString &scenario);

/// The values \a from … \a to of \a parameter in \a steps steps; whole numbers are never split. Fails with what is expected
/// when an end is written otherwise, and for fewer than 2 or more than 1,000 steps.
Result<Variation> variationOf(const SweepParameter &parameter, const QString &from, const QString &to, int steps);

} // namespace weir
