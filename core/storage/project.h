// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/catalog.h"
#include "core/model/sourcemap.h"
#include "core/storage/filesink.h"
#include "core/storage/savenote.h"
#include "core/syntax/numberspellings.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>

namespace weir {

/// An element as its file had it when it was read or written last.
struct StoredElement
{
    QString file; ///< Relative to the project's root; empty in a bundle.
    JsonValue document;
    NumberSpellings spellings; ///< By pointer in the file.
    QByteArray digest;         ///< Of the file's bytes; empty in a bundle.
};

/// An open project: its design, where each part of it was read, what is wrong with its files, and what is needed to write
/// only what changes.
struct Project
{
    QString root; ///< Absolute path of the folder or bundle; empty when it was read from bytes.
    bool isBundle = false;
    bool isReadOnly = false; ///< A newer format, or a bundle with parts that writing would lose. findings say why.
    Catalog catalog;         ///< What could be read.
    SourceMap sources;
    Findings findings; ///< What is wrong with the files, each with its place.

    QMap<ElementRef, StoredElement> stored;
    QByteArray bundleDigest;  ///< Of a bundle's bytes.
    QStringList neverWritten; ///< Files that could not be read, relative to the root: saving leaves them alone.
};
using OpenedProject = Project;

/// Opens a project folder, the `catalog.weir` in it, or a bundle file. What is wrong inside becomes findings and the rest
/// opens; an error means that there is no project at \a path at all.
Result<Project> openProject(const QString &path);

/// Reads a bundle; \a name stands in the places and messages. An error when it is no JSON or no bundle.
Result<Project> readBundle(QByteArrayView bytes, const QString &name);

/// The whole design as one file in canonical bytes.
QByteArray writeBundle(const Catalog &catalog);
/// The same with numbers spelled as \a project read them.
QByteArray writeBundle(const Project &project);

/// Stands for the bytes of all files of \a project as they were read or written last; empty without a place.
QByteArray projectDigest(const Project &project);

/// What happens around a save.
struct SaveOptions
{
    /// Called before the first file is replaced; on failure nothing is saved.
    std::function<Result<void>(const SaveNote &note)> beforeCommit{};
    /// Folder for what the save replaces (backupFolder()); empty: nothing is kept. Saving goes on without a backup that
    /// cannot be made.
    QString backups{};
};

/// Writes what differs from what \a project read or wrote last, and remembers it. Returns the files written or removed,
/// relative to the root. All temporaries are written and synced before the first file is replaced; on failure every file
/// is whole, old or new, and the error names one. Refuses when a file was changed by another program meanwhile.
Result<QStringList> saveProject(Project &project, const Catalog &catalog, const FileSink &sink = FileSink(),
                                const SaveOptions &options = {});

/// Makes \a folder, which must not exist or be empty, a project with this design.
Result<void> createProject(const QString &folder, const Catalog &catalog, const FileSink &sink = FileSink());

/// Writes the design to one bundle file, which may exist already.
Result<void> createBundle(const QString &file, const Catalog &catalog, const FileSink &sink = FileSink());

/// Whether formatProject() writes.
enum class FormatMode { Check, Write };

/// The files of \a project whose bytes are not canonical, relative to its root; with FormatMode::Write they are now.
/// Texts in docs/ and files that could not be read are left alone.
Result<QStringList> formatProject(Project &project, FormatMode mode, const FileSink &sink = FileSink(),
                                  const SaveOptions &options = {});

} // namespace weir
