// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/projectfolder.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace weir {

using namespace Qt::StringLiterals;

ProjectFolder::ProjectFolder()
{
    write(u"catalog.weir"_s, "{\n  \"weir\": 1\n}\n");
}

ProjectFolder::ProjectFolder(const QString &original)
{
    QDirIterator files(original, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("A file of the original cannot be read.");
        write(QDir(original).relativeFilePath(file.fileName()), file.readAll());
    }
}

void ProjectFolder::write(const QString &file, const QByteArray &bytes) const
{
    QDir().mkpath(QFileInfo(path(file)).absolutePath());
    QFile target(path(file));
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size())
        qFatal("A file of the test cannot be written.");
}

QByteArray ProjectFolder::read(const QString &file) const
{
    QFile source(path(file));
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

QMap<QString, QByteArray> ProjectFolder::contents() const
{
    QMap<QString, QByteArray> result;
    QDirIterator entries(path(), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString entry = entries.next();
        const bool isFile = QFileInfo(entry).isFile() && !QFileInfo(entry).isSymLink();
        const QString name = QDir(path()).relativeFilePath(entry);
        result.insert(name, isFile ? read(name) : QByteArray());
    }
    return result;
}

} // namespace weir
