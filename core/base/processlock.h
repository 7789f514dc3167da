// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/descriptor.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace weir {

/// Held by one process at a time, over a file that says whose it is. The system gives it back (flock) when the process ends,
/// however it ends; neither a file that was left behind nor a process number that is used again keeps anybody out.
class ProcessLock
{
public:
    enum class Outcome : std::uint8_t {
        Held,
        Taken,    ///< By another process, or another object of this one.
        Unusable, ///< The file cannot be made, or its file system has no locks.
    };
    struct Holder
    {
        qint64 process = 0;
        QString host;
    };

    /// Over the file at \a path, in a folder that exists. Nothing is held yet.
    explicit ProcessLock(QString path);
    /// Gives the lock back, and removes the file.
    ~ProcessLock();
    ProcessLock(const ProcessLock &) = delete;
    ProcessLock &operator=(const ProcessLock &) = delete;

    /// Does not wait. Held again when it is held already.
    Outcome tryLock();
    /// Who wrote the file last; nothing when that cannot be read.
    std::optional<Holder> holder() const;

private:
    QString m_path;
    Descriptor m_file;
};

} // namespace weir
