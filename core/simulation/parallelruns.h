// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace weir {

/// Told how far one piece of work is, 0 to 1.
using TellShare = std::function<void(double share)>;

/// Does \a work for 0 … count - 1 on at most \a threads threads, of which the caller's is one; returns when all are done.
///
/// After a stop, pieces that have not begun are left out. \a progress hears the share of the whole, never falling, from
/// the caller's thread only; it may be empty.
void runInParallel(std::size_t count, int threads, const std::stop_token &stop, const TellShare &progress,
                   const std::function<void(std::size_t index, const TellShare &tell)> &work);

} // namespace weir
