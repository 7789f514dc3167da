// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Sizes by meaning, in device-independent pixels.
namespace weir::metrics {

inline constexpr int grid = 8; ///< Rhythm of the whole interface, and the unit of a view's positions.
inline constexpr int cardWidth = 176;
inline constexpr int cardHeight = 56;
inline constexpr int pipeHeight = 40; ///< Topics and queues.
inline constexpr int eventHeight = 20;
inline constexpr double cardRadius = 9;
inline constexpr double fieldRadius = 6;
inline constexpr double pillRadius = 13;
inline constexpr double bendRadius = 12;
inline constexpr int fieldHeight = 28;
inline constexpr int panelPadding = 16;
inline constexpr int stripWidth = 60;
inline constexpr int modeHeight = 62;
inline constexpr int toolBarHeight = 40;
inline constexpr int rowHeight = 25;
inline constexpr int pillHeight = 26;

} // namespace weir::metrics
