// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace weir {

/// Saves of a project of which the files before them are kept.
inline constexpr int keptSaves = 5;

/// Where backups stand: `backups` in the user's state folder.
QString backupFolder();

/// The backups of the project at \a root in \a folder, the newest first: folders that hold the files which a save replaced
/// or removed, under their names in the project, as they were before.
QStringList backupsOf(const QString &folder, const QString &root);

/// Keeps the \a files (relative to the project's folder; those that are not there yet are left out) of the project at
/// \a root as they are now, before a save replaces or removes them. Backups beyond keptSaves are removed.
Result<void> keepBackup(const QString &folder, const QString &root, const QStringList &files);

} // namespace weir
