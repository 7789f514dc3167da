// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/pairedcomparison.h"
#include "core/simulation/sizing.h"
#include "core/simulation/sweep.h"

namespace weir {

/// What a sweep found in one sentence, translated: "Holds at 6 of 8 points."
QString sweepSentence(const Sweep &sweep);

/// Where the assertion at \a index of a sweep's points changes between kept and broken, one line for each place; a line
/// that says so when it never does. The sweep has a point.
QStringList sweepPlaces(const Sweep &sweep, qsizetype index);

/// What \a assertion promises, in the unit of its value; nothing for a text that is no assertion.
std::optional<double> promisedLimit(const AssertionReport &assertion);

/// The answer to a question of size in one sentence, translated: "The promises are kept up to 3.7 times the load."
QString sizingSentence(const Sizing &sizing);

/// A factor on the load as `×3.7`, an outage as a time, a number of instances.
QString sizedText(SizeQuestion question, double value);

/// What two sides differ in, in one sentence, translated: "B holds, A does not; 7 of 40 figures differ."
QString comparisonSentence(const PairedComparison &comparison);

} // namespace weir
