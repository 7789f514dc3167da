// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/backups.h"
#include "core/storage/project.h"

#include <QByteArray>
#include <QMap>

#include <optional>

namespace weir {

/// Files by their names in a project, with their bytes; absent: the file is not there.
using FileStates = QMap<QString, std::optional<QByteArray>>;

/// What the files that saves since \a number (0: the last save alone) touched were before it: these saves are taken back
/// together. An error when nothing is kept of that save, with those of which something is as hint.
Result<FileStates> filesBefore(const QString &folder, const QString &root, int number);

/// Puts the files of the project at \a root (a folder or a bundle) back to what they were before the save \a number (0: the
/// last), byte for byte. What they are now is kept as one more backup first, so that this can be taken back in the same
/// way. Files that no save touched since then stay. Returns the files written or removed, relative to the project's
/// folder; empty: all was so already.
///
/// Refuses when what is there now cannot be kept, or when a file would land outside of the project; nothing is changed then.
Result<QStringList> restoreBackup(const QString &folder, const QString &root, int number,
                                  const FileSink &sink = FileSink());

/// The project \a now, as its files are, with those from before the save \a number (0: the last) in their place. Only
/// reads: what the files say is left alone.
Result<Project> projectBefore(const QString &folder, const Project &now, int number);

} // namespace weir
