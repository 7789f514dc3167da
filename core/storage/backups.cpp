// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/backups.h"

#include "core/base/translate.h"
#include "core/storage/statefolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

QString backupFolder()
{
    return stateFolder() + u"/backups"_s;
}

QStringList backupsOf(const QString &folder, const QString &root)
{
    const QString place = backupsPlace(folder, root);
    QStringList paths;
    for (const int number : backupNumbers(place))
        paths.append(u"%1/%2"_s.arg(place).arg(number));
    return paths;
}

Result<void> keepBackup(const QString &folder, const QString &root, const QStringList &files)
{
    const QString place = backupsPlace(folder, root);
    const QString base = QFileInfo(root).isDir() ? root : QFileInfo(root).absolutePath();
    // Made beside and renamed, so that a backup is whole or not there.
    const QString unfinished = place + u"/unfinished"_s;
    QDir(unfinished).removeRecursively();
    bool isAny = false;
    for (const QString &file : files) {
        const QString from = base + u'/' + file, to = unfinished + u'/' + file;
        if (!QFileInfo(from).isFile())
            continue;
        if (!QDir().mkpath(QFileInfo(to).absolutePath()))
            return notKept(to, tr("its folder cannot be made"));
        QFile source(from);
        if (!source.copy(to))
            return notKept(from, source.errorString());
        isAny = true;
    }
    if (!isAny)
        return {};
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
