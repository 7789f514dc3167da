// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/saveinplace.h"

#include "core/base/translate.h"
#include "core/storage/backups.h"
#include "core/storage/writelock.h"

namespace weir {

namespace {

/// Holds the lock of \a project; an error that names the holder when somebody else does.
Result<void> held(WriteLock &lock, const Project &project)
{
    if (project.root.isEmpty() || lock.tryLock())
        return {};
    return Error{tr("%1 is open in another program: %2.").arg(project.root, lock.holder()),
                 Place{project.root, 0, 0, {}}, tr("Close it there, then run the command again; nothing was written.")};
}

SaveOptions withBackups()
{
    SaveOptions options;
    options.backups = backupFolder();
    return options;
}

} // namespace

Result<QStringList> saveInPlace(Project &project, const Catalog &catalog)
{
    WriteLock lock(project.root);
    if (const auto free = held(lock, project); !free)
        return free.error();
    return saveProject(project, catalog, FileSink(), withBackups());
}

Result<QStringList> formatInPlace(Project &project, FormatMode mode)
{
    if (mode == FormatMode::Check)
        return formatProject(project, mode);
    WriteLock lock(project.root);
    if (const auto free = held(lock, project); !free)
        return free.error();
    return formatProject(project, mode, FileSink(), withBackups());
}

} // namespace weir
