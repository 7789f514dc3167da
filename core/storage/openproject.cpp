// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/translate.h"
#include "core/storage/elementfile.h"
#include "core/storage/folderreader.h"
#include "core/storage/project.h"
#include "core/syntax/reader.h"

#include <QFile>
#include <QFileInfo>

namespace weir {

namespace {

Error notOpened(const QString &path, const QString &message, const QString &hint)
{
    return Error{message, Place{path, 0, 0, {}}, hint};
}

Result<Project> openBundle(const QFileInfo &info, const QString &path)
{
    const ReadLimits limits;
    QFile file(info.filePath());
    if (info.size() > limits.bytes) {
        return notOpened(path, tr("%1 is larger than %2 MB.").arg(path).arg(limits.bytes / 1024 / 1024),
                         tr("Large projects are folders: give the folder."));
    }
    if (!file.open(QIODevice::ReadOnly))
        return notOpened(path, tr("%1 cannot be read: %2").arg(path, file.errorString()), tr("Check its permissions."));
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return notOpened(path, tr("%1 cannot be read: %2").arg(path, file.errorString()), {});
    auto project = readBundle(bytes, path);
    if (project)
        project->root = info.absoluteFilePath();
    return project;
}

} // namespace

Result<Project> openProject(const QString &path)
{
    const QFileInfo info(path);
    if (path.isEmpty() || !info.exists()) {
        return notOpened(path, tr("There is no file or folder %1.").arg(path),
                         tr("Give a project's folder or a bundle (.weir.json)."));
    }
    const QString marker = markerFile();
    if (info.isDir()) {
        if (!QFileInfo(path + u'/' + marker).isFile()) {
            return notOpened(path, tr("%1 is no Weir project: it has no %2.").arg(path, marker),
                             tr("Give the folder that holds %1, or make a project with: weir new").arg(marker));
        }
        return FolderReader(path).read();
    }
    if (!info.isFile())
        return notOpened(path, tr("%1 is no regular file.").arg(path), {});
    if (info.fileName() == marker)
        return FolderReader(info.absolutePath()).read();
    return openBundle(info, path);
}

} // namespace weir
