// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace weir {

/// Regularised lower incomplete gamma function P(shape, x), for shape > 0 and x >= 0: the distribution function of the
/// gamma law with scale 1. Within 1e-12.
double gammaProbability(double shape, double x);

/// The x with gammaProbability(shape, x) = \a probability, which lies between 0 and 1.
double gammaQuantile(double probability, double shape);

/// Regularised incomplete beta function I_x(a, b), for a, b > 0 and x from 0 to 1. Within 1e-12.
double betaProbability(double a, double b, double x);

} // namespace weir
