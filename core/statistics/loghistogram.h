// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace weir {

/// Distribution of non-negative integers (nanoseconds, bytes) in buckets that grow with the value: 64 for each octave,
/// so a percentile is within 1/128 of the sample it stands for. Mean and maximum are exact.
///
/// Memory is bounded: 64 counts of 8 bytes for each octave between the smallest and the largest sample, 32 KiB at most.
/// Adding allocates only when a sample lies outside all octaves seen or reserved so far.
class LogHistogram
{
public:
    static constexpr int bucketsPerOctave = 64;

    /// Makes room for samples from \a low to \a high, so that adding one of them never allocates.
    void reserve(std::int64_t low, std::int64_t high);

    /// Adds one sample; a negative one counts as zero.
    void add(std::int64_t value)
    {
        const std::size_t bucket = bucketOf(value) - m_first;
        if (bucket >= m_size) [[unlikely]] {
            addOutside(value);
            return;
        }
        ++m_counts[bucket];
        m_sum += static_cast<std::uint64_t>(value);
        m_max = std::max(m_max, value);
    }
    /// Adds a sample of zero: what `add(0)` does, without looking for its bucket.
    void addZero() { ++m_zeros; }

    /// Adds all samples of \a other.
    void merge(const LogHistogram &other);
    /// Forgets all samples, keeps the memory.
    void clear();

    std::uint64_t count() const;
    std::uint64_t zeros() const { return m_zeros; }
    /// Exact mean; 0 without samples.
    double mean() const;
    /// Exact sum of all samples, rounded to double once.
    double sum() const;
    /// Exact largest sample; 0 without samples.
    std::int64_t max() const { return m_max; }
    /// The middle of the bucket that holds the sample of rank `ceil(share * count)`, never above the maximum; 0
    /// without samples. \a share is from 0 to 1.
    double percentile(double share) const;
    /// The percentiles of what was added since \a earlier, a copy taken before; 0 if nothing was. \a shares increase;
    /// \a percentiles has a place for each.
    void percentilesSince(const LogHistogram &earlier, std::span<const double> shares,
                          std::span<double> percentiles) const;
    /// Share of samples that are at most \a value, exact up to the width of its bucket; 1 without samples.
    double shareUpTo(std::int64_t value) const;

    bool operator==(const LogHistogram &other) const;

private:
    /// Number of the bucket of a positive value: the upper bits of the value as a double, which is monotone and
    /// has 64 steps for each power of two. Zero and negative values fall outside every range.
    static std::size_t bucketOf(std::int64_t value)
    {
        return static_cast<std::size_t>(std::bit_cast<std::uint64_t>(static_cast<double>(value)) >> (52 - 6));
    }
    static double middleOf(std::size_t bucket);
    std::uint64_t countAt(std::size_t bucket) const;
    [[gnu::noinline]] void addOutside(std::int64_t value);
    void cover(std::size_t first, std::size_t last);

    __extension__ using Sum = unsigned __int128;

    std::vector<std::uint64_t> m_counts;
    std::size_t m_first = 0;
    std::size_t m_size = 0; ///< Of the counts; saves a division by their size.
    std::uint64_t m_zeros = 0;
    Sum m_sum = 0;
    std::int64_t m_max = 0;
};

} // namespace weir
