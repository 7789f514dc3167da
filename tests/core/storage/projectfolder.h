// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QTemporaryDir>

namespace weir {

/// A project in a temporary folder.
class ProjectFolder
{
public:
    /// An empty folder but for a `catalog.weir`.
    ProjectFolder();
    /// A copy of the folder \a original.
    explicit ProjectFolder(const QString &original);

    QString path() const { return m_folder.path(); }
    QString path(const QString &file) const { return m_folder.filePath(file); }
    void write(const QString &file, const QByteArray &bytes) const;
    QByteArray read(const QString &file) const;

    /// All files below with their bytes; folders and links have none.
    QMap<QString, QByteArray> contents() const;

private:
    QTemporaryDir m_folder;
};

} // namespace weir
