// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/loghistogram.h"

#include <numeric>

namespace weir {

namespace {

constexpr std::size_t octave = LogHistogram::bucketsPerOctave;

/// Rank of the sample that a percentile names, from 1.
std::uint64_t rankOf(double share, std::uint64_t count)
{
    const double exact = std::clamp(share, 0.0, 1.0) * static_cast<double>(count);
    auto rank = static_cast<std::uint64_t>(exact);
    if (static_cast<double>(rank) < exact)
        ++rank;
    return std::clamp<std::uint64_t>(rank, 1, count);
}

} // namespace

double LogHistogram::middleOf(std::size_t bucket)
{
    const double low = std::bit_cast<double>(static_cast<std::uint64_t>(bucket) << (52 - 6));
    const double high = std::bit_cast<double>(static_cast<std::uint64_t>(bucket + 1) << (52 - 6));
    return low + (high - low) / 2;
}

std::uint64_t LogHistogram::countAt(std::size_t bucket) const
{
    const std::size_t i = bucket - m_first;
    return i < m_counts.size() ? m_counts[i] : 0;
}

void LogHistogram::cover(std::size_t first, std::size_t last)
{
    first = first / octave * octave;
    last = (last / octave + 1) * octave;
    if (!m_counts.empty()) {
        first = std::min(first, m_first);
        last = std::max(last, m_first + m_counts.size());
    }
    if (!m_counts.empty() && first == m_first && last == m_first + m_counts.size())
        return;
    std::vector<std::uint64_t> counts(last - first);
    std::copy(m_counts.begin(), m_counts.end(),
              counts.begin() + static_cast<std::ptrdiff_t>(m_first - first) * !m_counts.empty());
    m_counts.swap(counts);
    m_first = first;
    m_size = m_counts.size();
}

void LogHistogram::reserve(std::int64_t low, std::int64_t high)
{
    cover(bucketOf(std::max<std::int64_t>(low, 1)), bucketOf(std::max<std::int64_t>(high, 1)));
}

void LogHistogram::addOutside(std::int64_t value)
{
    if (value <= 0) {
        ++m_zeros;
        return;
    }
    cover(bucketOf(value), bucketOf(value));
    add(value);
}

void LogHistogram::merge(const LogHistogram &other)
{
    if (!other.m_counts.empty()) {
        cover(other.m_first, other.m_first + other.m_counts.size() - 1);
        for (std::size_t i = 0; i < other.m_counts.size(); ++i)
            m_counts[other.m_first - m_first + i] += other.m_counts[i];
    }
    m_zeros += other.m_zeros;
    m_sum += other.m_sum;
    m_max = std::max(m_max, other.m_max);
}

void LogHistogram::clear()
{
    std::fill(m_counts.begin(), m_counts.end(), 0);
    m_zeros = 0;
    m_sum = 0;
    m_max = 0;
}

std::uint64_t LogHistogram::count() const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), m_zeros);
}

double LogHistogram::sum() const
{
    // Two exact halves: conversion of 128-bit integers is a library call that may round differently.
    return static_cast<double>(static_cast<std::uint64_t>(m_sum >> 64)) * 0x1p64
        + static_cast<double>(static_cast<std::uint64_t>(m_sum));
}

double LogHistogram::mean() const
{
    const std::uint64_t n = count();
    return n == 0 ? 0 : sum() / static_cast<double>(n);
}

double LogHistogram::percentile(double share) const
{
    double result = 0;
    percentilesSince({}, std::span(&share, 1), std::span(&result, 1));
    return result;
}

void LogHistogram::percentilesSince(const LogHistogram &earlier, std::span<const double> shares,
                                    std::span<double> percentiles) const
{
    std::fill(percentiles.begin(), percentiles.end(), 0.0);
    const std::uint64_t n = count() - earlier.count();
    if (n == 0)
        return;
    std::uint64_t seen = m_zeros - earlier.m_zeros;
    std::size_t wanted = 0;
    while (wanted < shares.size() && seen >= rankOf(shares[wanted], n))
        ++wanted;
    const bool sameBuckets = m_first == earlier.m_first && m_size == earlier.m_size;
    for (std::size_t i = 0; i < m_size && wanted < shares.size(); ++i) {
        const std::uint64_t before = sameBuckets ? earlier.m_counts[i] : earlier.countAt(m_first + i);
        if (m_counts[i] == before)
            continue;
        seen += m_counts[i] - before;
        while (wanted < shares.size() && seen >= rankOf(shares[wanted], n))
            percentiles[wanted++] = std::min(middleOf(m_first + i), static_cast<double>(m_max));
    }
}

double LogHistogram::shareUpTo(std::int64_t value) const
{
    const std::uint64_t n = count();
    if (n == 0)
        return 1;
    std::uint64_t seen = value >= 0 ? m_zeros : 0;
    const std::size_t last = value > 0 ? bucketOf(value) : 0;
    for (std::size_t i = 0; i < m_counts.size() && m_first + i <= last; ++i)
        seen += m_counts[i];
    return static_cast<double>(seen) / static_cast<double>(n);
}

bool LogHistogram::operator==(const LogHistogram &other) const
{
    if (m_zeros != other.m_zeros || m_sum != other.m_sum || m_max != other.m_max)
        return false;
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        if (m_counts[i] != other.countAt(m_first + i))
            return false;
    }
    return count() == other.count();
}

} // namespace weir
