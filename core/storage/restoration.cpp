// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/restoration.h"

#include "core/base/translate.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

Error notRestored(const QString &path, const QString &message, const QString &hint)
{
    return Error{message, Place{path, 0, 0, {}}, hint};
}

QString folderOf(const QString &root)
{
    const QFileInfo info(root);
    return info.isDir() ? info.absoluteFilePath() : info.absolutePath();
}

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return notRestored(path, tr("%1 cannot be read: %2").arg(path, file.errorString()), {});
    QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return notRestored(path, tr("%1 cannot be read: %2").arg(path, file.errorString()), {});
    return bytes;
}

Error nothingKept(const QString &root, int number, const QList<Backup> &backups)
{
    QStringList numbers;
    for (const Backup &backup : backups)
        numbers.append(QString::number(backup.number));
    if (backups.isEmpty()) {
        return notRestored(root, tr("Nothing is kept of %1: no save replaced a file of it yet.").arg(root),
                           tr("Of the last %1 saves the files before them are kept.").arg(keptSaves));
    }
    return notRestored(root, tr("Nothing is kept of the save %1 of %2.").arg(number).arg(root),
                       tr("There are: %1.").arg(numbers.join(u", "_s)));
}

/// Whether \a file, a name from a backup, is a file below \a base also when links are followed.
bool landsInside(const QString &base, const QString &file)
{
    if (file.isEmpty() || QDir::isAbsolutePath(file) || QDir::cleanPath(file) != file || file.startsWith(".."_L1))
        return false;
    const QString canonicalBase = QFileInfo(base).canonicalFilePath();
    // The nearest part of its way that is there decides.
    for (QFileInfo way(base + u'/' + file);; way = QFileInfo(way.path())) {
        const QString canonical = way.canonicalFilePath();
        if (canonical.isEmpty() && way.isSymLink())
            return false; // leads to nothing
        if (!canonical.isEmpty())
            return canonical == canonicalBase || canonical.startsWith(canonicalBase + u'/');
    }
}

/// What has to be done so that the files in \a base are as \a states say.
Result<QMap<QString, FileChange>> changesTo(const QString &base, const FileStates &states)
{
    QMap<QString, FileChange> changes;
    for (auto state = states.cbegin(); state != states.cend(); ++state) {
        const QString path = base + u'/' + state.key();
        if (!landsInside(base, state.key())) {
            return notRestored(path, tr("%1 would land outside of the project.").arg(state.key()),
                               tr("Put a folder in place of the link, or copy the files of the backup yourself."));
        }
        const bool isThere = QFileInfo(path).isFile();
        if (!state->has_value()) {
            if (isThere)
                changes.insert(state.key(), {path, {}, true});
            continue;
        }
        if (isThere) {
            const auto present = contentOf(path);
            if (!present)
                return present.error();
            if (*present == **state)
                continue;
        }
        changes.insert(state.key(), {path, **state, false});
    }
    return changes;
}

Result<void> writeCopy(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (QDir().mkpath(QFileInfo(path).absolutePath()) && file.open(QIODevice::WriteOnly)
        && file.write(bytes) == bytes.size() && file.flush())
        return {};
    return notRestored(path, tr("%1 cannot be written: %2").arg(path, file.errorString()),
                       tr("Free some space in the folder for temporary files."));
}

/// Copies the files of the project \a now to \a copy, those in \a states as they say.
Result<void> copyProject(const Project &now, const FileStates &states, const QString &copy)
{
    QStringList files = now.neverWritten;
    for (const StoredElement &element : now.stored)
        files.append(element.file);
    for (const QString &file : std::as_const(files)) {
        const QFileInfo info(now.root + u'/' + file);
        if (states.contains(file) || !info.isFile())
            continue;
        const auto bytes = contentOf(info.filePath());
        if (!bytes)
            return bytes.error();
        if (auto written = writeCopy(copy + u'/' + file, *bytes); !written)
            return written;
    }
    for (auto state = states.cbegin(); state != states.cend(); ++state) {
        if (!state->has_value())
            continue;
        if (auto written = writeCopy(copy + u'/' + state.key(), **state); !written)
            return written;
    }
    return {};
}

} // namespace

Result<FileStates> filesBefore(const QString &folder, const QString &root, int number)
{
    const QList<Backup> backups = listBackups(folder, root);
    const auto wanted = std::find_if(backups.begin(), backups.end(),
                                     [number](const Backup &backup) { return number == 0 || backup.number == number; });
    if (wanted == backups.end())
        return nothingKept(root, number, backups);
    FileStates states;
    // From the newest to the wanted one: what an older save replaced counts more.
    for (auto backup = backups.begin(); backup != std::next(wanted); ++backup) {
        for (const QString &file : backup->made)
            states.insert(file, std::nullopt);
        for (const QString &file : backup->files) {
            auto bytes = contentOf(backup->path + u'/' + file);
            if (!bytes)
                return bytes.error();
            states.insert(file, *std::move(bytes));
        }
    }
    return states;
}

Result<QStringList> restoreBackup(const QString &folder, const QString &root, int number, const FileSink &sink)
{
    if (!QFileInfo::exists(root)) {
        return notRestored(root, tr("There is no file or folder %1.").arg(root),
                           tr("Give a project's folder or a bundle (.weir.json)."));
    }
    const QString base = folderOf(root);
    const auto states = filesBefore(folder, root, number);
    if (!states)
        return states.error();
    const auto changes = changesTo(base, *states);
    if (!changes)
        return changes.error();
    if (changes->isEmpty())
        return QStringList();
    if (const auto kept = keepBackup(folder, root, changes->keys()); !kept)
        return kept.error();
    for (const FileChange &change : *changes) {
        const QString place = QFileInfo(change.path).absolutePath();
        if (!change.isRemoval && !QDir().mkpath(place)) {
            return notRestored(place, tr("The folder %1 cannot be made.").arg(place),
                               tr("Check the permissions of the project's folder."));
        }
    }
    const SaveOutcome outcome = applyChanges(changes->values(), sink);
    if (!outcome.result)
        return outcome.result.error();
    return changes->keys();
}

Result<Project> projectBefore(const QString &folder, const Project &now, int number)
{
    const auto states = filesBefore(folder, now.root, number);
    if (!states)
        return states.error();
    if (now.isBundle) {
        const auto bytes = states->value(QFileInfo(now.root).fileName());
        if (!bytes)
            return nothingKept(now.root, number, {});
        return readBundle(*bytes, now.root);
    }
    const QTemporaryDir copy;
    if (!copy.isValid())
        return notRestored(copy.path(), copy.errorString(), {});
    if (const auto copied = copyProject(now, *states, copy.path()); !copied)
        return copied.error();
    auto before = openProject(copy.path());
    if (before)
        before->root = now.root;
    return before;
}

} // namespace weir
