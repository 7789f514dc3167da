// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/simulator/resulttable.h"

#include "core/simulation/report.h"

#include <functional>

namespace weir {

/// One line of a report: what, its figure, and what stands below in small letters.
struct ReportLine
{
    QString name;
    QString value;
    QString detail = {};                 ///< May be empty.
    ResultTone tone = ResultTone::Plain; ///< Of the value.
    QString element = {};                ///< What a click selects, as reports name it; empty: nothing.

    bool operator==(const ReportLine &) const = default;
};

/// A part of a report under its heading.
struct ReportSection
{
    QString title;
    QList<ReportLine> lines; ///< Never empty.

    bool operator==(const ReportSection &) const = default;
};

/// What \a report holds besides verdict, assertions and bottlenecks: how it gets over each fault, SLAs with their worst
/// minute, what was lost, repeated or given up, outboxes and webhooks. Parts without anything to say are left out; counts
/// are sums over replications. \a nameOf says what people call an element.
QList<ReportSection> reportSections(const Report &report, const std::function<QString(const QString &)> &nameOf);

/// "recovered", "metastable": how a design got over a fault, translated.
QString aftermathText(Aftermath aftermath);

} // namespace weir
