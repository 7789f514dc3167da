// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/backups.h"

#include "core/base/translate.h"
#include "core/storage/statefolder.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// Lists what a save made, one name a line; stands in the folder of its backup. No file of a project is hidden.
constexpr auto madeList = ".made";

QString backupsPlace(const QString &folder, const QString &root)
{
    return folder + u'/' + projectKey(root);
}

/// Numbers of the backups in \a place, the newest first.
QList<int> backupNumbers(const QString &place)
{
    QList<int> numbers;
    for (const QString &name : QDir(place).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        bool isNumber = false;
        const int number = name.toInt(&isNumber);
        if (isNumber)
            numbers.append(number);
    }
    std::sort(numbers.begin(), numbers.end(), std::greater<>());
    return numbers;
}

Error notKept(const QString &path, const QString &reason)
{
    return Error{tr("%1 could not be backed up: %2").arg(path, reason), Place{path, 0, 0, {}},
                 tr("Check the permissions of the folder for backups.")};
}

Backup backupIn(const QString &path, int number)
{
    Backup backup{number, path, QFileInfo(path).lastModified(), {}, {}};
    QDirIterator files(path, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        backup.files.append(files.next().mid(path.size() + 1));
    backup.files.sort();
    QFile made(path + u'/' + QLatin1String(madeList));
    if (made.open(QIODevice::ReadOnly))
        backup.made = QString::fromUtf8(made.readAll()).split(u'\n', Qt::SkipEmptyParts);
    return backup;
}

Result<void> noteMade(const QString &backup, const QStringList &files)
{
    QFile list(backup + u'/' + QLatin1String(madeList));
    const QByteArray names = files.join(u'\n').toUtf8();
    if (!QDir().mkpath(backup) || !list.open(QIODevice::WriteOnly) || list.write(names) != names.size()
        || !list.flush())
        return notKept(list.fileName(), list.errorString());
    return {};
}

} // namespace

QString backupFolder()
{
    return stateFolder() + u"/backups"_s;
}

QList<Backup> listBackups(const QString &folder, const QString &root)
{
    const QString place = backupsPlace(folder, root);
    QList<Backup> backups;
    for (const int number : backupNumbers(place))
        backups.append(backupIn(u"%1/%2"_s.arg(place).arg(number), number));
    return backups;
}

Result<void> keepBackup(const QString &folder, const QString &root, const QStringList &files)
{
    const QString place = backupsPlace(folder, root);
    const QString base = QFileInfo(root).isDir() ? root : QFileInfo(root).absolutePath();
    // Made beside and renamed, so that a backup is whole or not there.
    const QString unfinished = place + u"/unfinished"_s;
    QDir(unfinished).removeRecursively();
    QStringList made;
    for (const QString &file : files) {
        const QString from = base + u'/' + file, to = unfinished + u'/' + file;
        if (!QFileInfo(from).isFile()) {
            made.append(file);
            continue;
        }
        if (!QDir().mkpath(QFileInfo(to).absolutePath()))
            return notKept(to, tr("its folder cannot be made"));
        QFile source(from);
        if (!source.copy(to))
            return notKept(from, source.errorString());
    }
    if (files.isEmpty())
        return {};
    if (!made.isEmpty()) {
        if (auto noted = noteMade(unfinished, made); !noted)
            return noted;
    }
    QFile::setPermissions(place, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QList<int> numbers = backupNumbers(place);
    const QString finished = u"%1/%2"_s.arg(place).arg(numbers.isEmpty() ? 1 : numbers.first() + 1);
    if (!QDir().rename(unfinished, finished))
        return notKept(finished, tr("it cannot be renamed"));
    for (const int old : numbers.mid(keptSaves - 1))
        QDir(u"%1/%2"_s.arg(place).arg(old)).removeRecursively();
    return {};
}

} // namespace weir
