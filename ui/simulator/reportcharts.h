// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartdata.h"

#include "core/simulation/report.h"

#include <functional>

namespace weir {

using NameOf = std::function<QString(const QString &element)>;

/// Throughput, queue depth, latency, failures: what a run looks like over simulated time. Latency is that of \a focus, a
/// subscription (`billing/bill`), or of the slowest one; percentiles are never averaged over subscriptions. \a nameOf says
/// what people call an element.
QList<ChartData> reportCharts(const Report &report, const QString &focus = {}, const NameOf &nameOf = {});

/// Lays the lines of \a other, the same charts of another run called \a suffix, dashed over \a charts.
void addOtherRun(QList<ChartData> &charts, const QList<ChartData> &other, const QString &suffix);

/// The subscription whose latency is shown without a focus: the one with the largest p99; empty when none finished any.
QString slowestSubscription(const Report &report);

} // namespace weir
