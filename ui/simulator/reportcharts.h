// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartdata.h"

#include "core/simulation/report.h"

namespace weir {

/// Throughput, queue depth, latency, failures: what a run looks like over simulated time. Latency is that of \a focus, a
/// subscription (`billing/bill`), or of the slowest one; percentiles are never averaged over subscriptions.
QList<ChartData> reportCharts(const Report &report, const QString &focus = {});

/// The subscription whose latency is shown without a focus: the one with the largest p99; empty when none finished any.
QString slowestSubscription(const Report &report);

} // namespace weir
