// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/saveinplace.h"

#include "core/base/translate.h"
#include "core/storage/elementfile.h"
#include "core/storage/restoration.h"
#include "core/storage/writelock.h"
#include "core/usecases/exportproject.h"

#include <QFileInfo>
#include <QLoggingCategory>

namespace weir {

namespace {

Q_LOGGING_CATEGORY(lcInPlace, "weir.usecases.saveinplace", QtInfoMsg)

/// Holds the lock of the project at \a root; an error that names the holder when somebody else does.
Result<void> held(WriteLock &lock, const QString &root)
{
    if (root.isEmpty() || lock.tryLock())
        return {};
    return Error{tr("%1 is open in another program: %2.").arg(root, lock.holder()), Place{root, 0, 0, {}},
                 tr("Close it there, then run the command again; nothing was written.")};
}

SaveOptions withBackups()
{
    SaveOptions options;
    options.backups = backupFolder();
    return options;
}

/// The folder or bundle of the project that \a path names. An error when there is none.
Result<QString> rootOf(const QString &path)
{
    const QFileInfo info(path);
    if (path.isEmpty() || !info.exists()) {
        return Error{tr("There is no file or folder %1.").arg(path), Place{path, 0, 0, {}},
                     tr("Give a project's folder or a bundle (.weir.json).")};
    }
    return info.fileName() == markerFile() ? info.absolutePath() : info.absoluteFilePath();
}

} // namespace

Result<QStringList> saveInPlace(Project &project, const Catalog &catalog)
{
    WriteLock lock(project.root);
    if (const auto free = held(lock, project.root); !free)
        return free.error();
    return saveProject(project, catalog, FileSink(), withBackups());
}

Result<QStringList> formatInPlace(Project &project, FormatMode mode)
{
    if (mode == FormatMode::Check)
        return formatProject(project, mode);
    WriteLock lock(project.root);
    if (const auto free = held(lock, project.root); !free)
        return free.error();
    return formatProject(project, mode, FileSink(), withBackups());
}

Result<void> replaceInPlace(const QByteArray &bytes, const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return writeExport(bytes, path);
    WriteLock lock(path);
    if (auto free = held(lock, path); !free)
        return free;
    // As with every save, a backup that cannot be made must not stand in the way.
    if (const auto kept = keepBackup(backupFolder(), path, {info.fileName()}); !kept)
        qCWarning(lcInPlace) << kept.error().message;
    return writeExport(bytes, path);
}

Result<QList<Backup>> keptBackups(const QString &path)
{
    const auto root = rootOf(path);
    if (!root)
        return root.error();
    return listBackups(backupFolder(), *root);
}

Result<QStringList> restoreInPlace(const QString &path, int number)
{
    const auto root = rootOf(path);
    if (!root)
        return root.error();
    WriteLock lock(*root);
    if (const auto free = held(lock, *root); !free)
        return free.error();
    return restoreBackup(backupFolder(), *root, number);
}

} // namespace weir
