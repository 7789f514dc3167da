// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

/// Which part of a partitioned channel a message goes to. Each partition is handled one message at a time and in order,
/// by whichever consumer is free; so messages of one key never overtake each other.
namespace weir::delivery {

/// The partition of a message whose key has the 64-bit hash \a keyHash, uniform over \a partitions (at least 1): the upper
/// half of the product (Lemire, 2016), so no hash bit is favoured.
inline std::uint32_t partitionOf(std::uint64_t keyHash, std::uint32_t partitions)
{
    return static_cast<std::uint32_t>((keyHash >> 32) * partitions >> 32);
}

/// The partition of message \a number (from 0) without a key: they take turns.
inline std::uint32_t partitionInTurn(std::uint64_t number, std::uint32_t partitions)
{
    return static_cast<std::uint32_t>(number % partitions);
}

} // namespace weir::delivery
