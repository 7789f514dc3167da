// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/examples.h"

#include "core/base/json.h"
#include "core/base/translate.h"
#include "core/storage/project.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSaveFile>

namespace weir {

namespace {

const QString &examplesRoot()
{
    static const QString root = QStringLiteral(":/weir/examples");
    return root;
}

Result<void> copyFile(const QString &from, const QString &to)
{
    QFile source(from);
    if (!source.open(QIODevice::ReadOnly))
        return Error{tr("The example's file %1 could not be read: %2.").arg(from, source.errorString()), {}, {}};
    const QByteArray bytes = source.readAll();
    QSaveFile target(to);
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size() || !target.commit())
        return Error{tr("%1 could not be written: %2.").arg(to, target.errorString()), {}, {}};
    return {};
}

Result<void> copyExample(const QString &example, const QString &folder)
{
    const QDir source(examplesRoot() + u'/' + example);
    QStringList files;
    QDirIterator it(source.path(), QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    files.sort();
    const QDir target(folder);
    for (const QString &file : std::as_const(files)) {
        const QString path = target.filePath(source.relativeFilePath(file));
        if (!QDir().mkpath(QFileInfo(path).path()))
            return Error{tr("The folder %1 could not be made.").arg(QFileInfo(path).path()), {}, {}};
        Result<void> copied = copyFile(file, path);
        if (!copied)
            return copied;
    }
    return {};
}

} // namespace

QList<Example> examples()
{
    QList<Example> all;
    const QStringList ids = QDir(examplesRoot()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &id : ids) {
        QFile file(QStringLiteral("%1/%2/catalog.weir").arg(examplesRoot(), id));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const Json settings = Json::parse(file.readAll().toStdString(), nullptr, false);
        if (settings.is_object())
            all.append({id, memberText(settings, u"title"), memberText(settings, u"description")});
    }
    return all;
}

Result<void> newProject(const QString &folder, const QString &from)
{
    const QFileInfo info(folder);
    if (info.exists()
        && (!info.isDir() || !QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)))
        return Error{
            tr("%1 exists and is not an empty folder.").arg(folder), {}, tr("Name a folder that is new or empty.")};
    if (from.isEmpty()) {
        Catalog empty;
        empty.setDocument({}, Json{{"weir", 1}, {"title", QDir(info.absoluteFilePath()).dirName().toStdString()}});
        return createProject(folder, empty);
    }
    QStringList ids;
    for (const Example &example : examples())
        ids.append(example.id);
    if (!ids.contains(from))
        return Error{tr("There is no example “%1”.").arg(from), {}, tr("There are: %1.").arg(ids.join(u", "))};
    return copyExample(from, folder);
}

} // namespace weir
