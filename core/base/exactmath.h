// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Elementary functions that give the same bits on every machine: only additions, multiplications, divisions and
/// square roots, which IEEE 754 defines exactly. Those of the C library depend on its version and on the processor.
///
/// Every result is within 1 unit in the last place of the true value (`logGamma`: 1e-14, relative or absolute).
namespace weir::exact {

/// Natural logarithm; -infinity at 0, NaN below.
double log(double x);
/// e to the power of \a x.
double exp(double x);
/// \a x to the power of \a y, for x >= 0; NaN for x < 0.
double pow(double x, double y);
/// Natural logarithm of the gamma function, for x > 0; NaN otherwise.
double logGamma(double x);

} // namespace weir::exact
