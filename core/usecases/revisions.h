// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/storage/project.h"

#include <QStringList>

class QIODevice;

namespace weir {

/// Two designs to be compared, and what to call them.
struct DesignPair
{
    QString beforeName, afterName; ///< A path, or a revision: `main`, `HEAD`.
    Project before, after;
};

/// Opens what `weir diff` is given: `A B` (folders, bundles, `-` or git revisions), `A..B`, `A...B` (since their common
/// ancestor) or a revision `A` (against the files as they are). Behind revisions stands the project's path, unless it is
/// the current folder or one above it. A name that is a file or folder is never taken for a revision.
///
/// Revisions are read from git's objects into memory and a temporary folder: nothing is checked out. An error when git
/// is missing or does not know a revision, or the project is not in it.
Result<DesignPair> openDesignPair(const QStringList &names, QIODevice *standardInput = nullptr);

/// The project at \a path (a folder or bundle in a git repository, which need not exist any more) as \a revision has it.
Result<Project> openRevision(const QString &revision, const QString &path);

} // namespace weir
