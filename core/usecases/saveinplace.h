// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/project.h"

namespace weir {

struct Backup;

/// saveProject() for a command: refuses while another program has the project open, saying who, and keeps what it replaces
/// among the last backups.
Result<QStringList> saveInPlace(Project &project, const Catalog &catalog);

/// formatProject() in the same way; FormatMode::Check needs nobody's leave.
Result<QStringList> formatInPlace(Project &project, FormatMode mode);

/// Writes \a bytes to the file \a path in the same way: it may be a bundle that somebody has open.
Result<void> replaceInPlace(const QByteArray &bytes, const QString &path);

/// What is kept of the project at \a path (a folder, the `catalog.weir` in it, or a bundle), the newest first. An error
/// when there is nothing at \a path.
Result<QList<Backup>> keptBackups(const QString &path);

/// restoreBackup() for the project at \a path, in the same way; \a number 0 is the last save.
Result<QStringList> restoreInPlace(const QString &path, int number);

} // namespace weir
