// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

/// Tables of the ziggurat for the exponential law with 256 layers of equal area (Marsaglia & Tsang, 2000).
///
/// They are constants, not computed at the start, because logarithms differ in the last bit between C libraries.
/// A test computes them again from the definition.
namespace weir::ziggurat {

inline constexpr std::size_t layers = 256;
/// Where the tail begins: the right edge of layer 1.
inline constexpr double tail = 0x1.ec9d9297ebb83p+2;

/// Layer i spans [0, edge(i)]; a 56-bit integer below threshold[i] lies left of edge(i + 1), under the curve.
extern const std::array<std::uint64_t, layers> threshold;
/// edge(i) * 2^-56: what a 56-bit integer is multiplied by.
extern const std::array<double, layers> width;
/// exp(-edge(i)); density[256] is 1.
extern const std::array<double, layers + 1> density;

} // namespace weir::ziggurat
