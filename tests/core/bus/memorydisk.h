// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/randomstream.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace weir::test {

/// A disk in memory under SQLite: the default file system of the process as long as it lives. It may lose its power, be full
/// or fail at any write, and forgets what was not synced.
class MemoryDisk
{
public:
    enum class Fault : std::uint8_t {
        None,
        PowerLoss, ///< From that operation on nothing works until restart().
        Full,      ///< Writes fail until mend().
        WriteOnce, ///< That one write fails.
    };
    static constexpr std::size_t sectorSize = 4096;

    struct File
    {
        std::vector<char> data;
        std::vector<char> synced;
        std::set<std::size_t> unsynced; ///< Sectors.
    };
    using Files = std::map<std::string, std::shared_ptr<File>>;

    MemoryDisk();
    ~MemoryDisk();
    MemoryDisk(const MemoryDisk &) = delete;
    MemoryDisk &operator=(const MemoryDisk &) = delete;

    /// \a fault happens at operation \a number from now (from 1): a write, truncation, sync or deletion.
    void plan(Fault fault, std::int64_t number);
    /// Whether it has happened.
    bool hasFailed() const { return m_hasFailed; }
    void mend();
    /// Between a loss of power and restart().
    bool isWithoutPower() const { return m_hasFailed && m_fault == Fault::PowerLoss; }
    /// Power is back: of \a broken (`files` after the power went) is there what was synced, and of the sectors that were not,
    /// some.
    void restart(const Files &broken, RandomStream &random);
    std::int64_t operations() const { return m_operations; }

    /// A copy of all files, as they would be after a clean end; and back.
    Files snapshot() const;
    void reset(const Files &files);

    /// For the file system: counts an operation, and gives an SQLite error where it fails.
    int operation(bool isWrite);
    Files files;

private:
    Fault m_fault = Fault::None;
    std::int64_t m_at = 0;
    std::int64_t m_operations = 0;
    bool m_hasFailed = false;
};

} // namespace weir::test
