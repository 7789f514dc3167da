// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/simulation/pairedcomparison.h"
#include "core/simulation/sizing.h"
#include "core/simulation/sweep.h"

#include <QByteArray>

namespace weir {

/// What `weir compare --format json` prints: both sides in short, and every figure with its paired difference.
Json comparisonJson(const PairedComparison &comparison);

/// What `weir sweep --format json` prints: the parameters, every point with its promises and figures, and where promises
/// change between kept and broken.
Json sweepJson(const Sweep &sweep);

/// A table for spreadsheets (RFC 4180, but with line feeds): one row for each point, a column for each parameter, whether
/// it holds, each promise's value and each figure. Numbers have a decimal point; durations are seconds.
QByteArray sweepCsv(const Sweep &sweep);

/// What `weir size --format json` prints.
Json sizingJson(const Sizing &sizing);

/// The simulations of a search for spreadsheets, as sweepCsv(): one row for each, with what was tried, whether every
/// promise was kept, and each promise's value.
QByteArray sizingCsv(const Sizing &sizing);

/// A comparison for spreadsheets, as sweepCsv(): one row for each figure.
QByteArray comparisonCsv(const PairedComparison &comparison);

} // namespace weir
