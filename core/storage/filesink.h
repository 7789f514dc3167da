// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace weir {

/// The calls of the operating system that saving needs. Tests replace them to make a disk fail.
class FileSink
{
public:
    FileSink() = default;
    virtual ~FileSink() = default;

    /// As write(2), fsync(2), fdatasync(2) and rename(2): -1 and errno on failure.
    virtual qint64 write(int descriptor, const char *bytes, size_t size) const;
    virtual int sync(int descriptor) const;
    virtual int syncData(int descriptor) const;
    virtual int rename(const char *from, const char *to) const;

protected:
    FileSink(const FileSink &) = default;
    FileSink &operator=(const FileSink &) = default;
};

/// Writes all of \a bytes, in as many calls as it takes. False and errno on failure; a disk that takes nothing and reports
/// nothing counts as full.
bool writeAll(int descriptor, QByteArrayView bytes, const FileSink &sink);

/// Makes what was made, renamed and removed in the folder \a path last. 0, or the error's number.
int syncFolder(const QByteArray &path, const FileSink &sink);

/// A file to be replaced, made or removed.
struct FileChange
{
    QString path; ///< Absolute.
    QByteArray bytes;
    bool isRemoval = false;
};

/// What became of a list of changes.
struct SaveOutcome
{
    qsizetype done = 0;  ///< Changes carried out, from the first.
    Result<void> result; ///< The error names the file and the reason.
};

/// Carries out \a changes in order: every new content is written to a temporary file beside its target and synced first;
/// then each is renamed over its target, and the folders are synced. A file that is replaced keeps its permissions. When
/// a temporary cannot be written in full, nothing is changed. Temporaries are gone afterwards in any case.
SaveOutcome applyChanges(const QList<FileChange> &changes, const FileSink &sink);

} // namespace weir
