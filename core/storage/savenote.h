// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

namespace weir {

/// A file that a save replaces, makes or removes, by the digests of its bytes.
struct ReplacedFile
{
    QString file;      ///< Relative to the project's root.
    QByteArray before; ///< Empty: the save makes it.
    QByteArray after;  ///< Empty: the save removes it.

    bool operator==(const ReplacedFile &) const = default;
};

/// What a save is about to do. Should it be cut off, the files say how far it came.
struct SaveNote
{
    QByteArray digest;         ///< projectDigest() once it is done.
    QList<ReplacedFile> files; ///< In the order of their replacement; empty for a bundle, which is one file.
};

/// Stands for the files of a project, given the digests of their bytes by name.
QByteArray digestOfFiles(const QMap<QString, QByteArray> &digests);

} // namespace weir
