// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace weir {

/// Saves of a project of which the files before them are kept.
inline constexpr int keptSaves = 5;

/// What was kept of one save.
struct Backup
{
    int number = 0;     ///< From 1, in the order of the saves.
    QString path;       ///< Folder that holds the files, under their names in the project, as they were before.
    QDateTime when;     ///< Of the save, in local time.
    QStringList files;  ///< What the save replaced or removed, relative to the project's folder, sorted.
    QStringList made{}; ///< What it made: these files were not there before.
};

/// Where backups stand: `backups` in the user's state folder.
QString backupFolder();

/// The backups of the project at \a root (a folder or a bundle) in \a folder, the newest first.
QList<Backup> listBackups(const QString &folder, const QString &root);

/// Keeps the \a files (relative to the project's folder; of those that are not there yet, that they were not) of the
/// project at \a root as they are now, before a save replaces, removes or makes them. Backups beyond keptSaves are removed.
Result<void> keepBackup(const QString &folder, const QString &root, const QStringList &files);

} // namespace weir
