// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/model/catalog.h"

#include <QStringList>

namespace weir {

/// How a foreign document is read.
struct ImportOptions
{
    QString as;    ///< One of importFormats(); empty: found out.
    QString roles; ///< AsyncAPI 2.x: `spec` or `literal`; empty: `spec`.
    QString
        root; ///< Folder that relative references may not leave; empty: nearest repository root, else the file's folder.
};

/// A design made from a foreign document.
struct ImportOutcome
{
    Catalog catalog;
    Findings findings; ///< What is wrong with the document; what depends on it was left out.
    Findings losses;   ///< What was not carried over or is only kept as text, each with its place.
    int channels = 0, operations = 0, messages = 0; ///< Of the document.
};

/// Formats that can be read: `asyncapi`, `eventcatalog` (a folder), `markdown` (an event catalog).
QStringList importFormats();

/// Reads \a path, a file or folder, as a foreign document. Fails with file, line and column when it cannot be read.
Result<ImportOutcome> importProject(const QString &path, const ImportOptions &options = {});

/// The same for several documents of one system, which become one design (see mergedDesigns()).
Result<ImportOutcome> importProjects(const QStringList &paths, const ImportOptions &options = {});

/// What one operation of a document means under both readings of AsyncAPI 2.x.
struct RoleReading
{
    QString file;
    QString service;             ///< Its title.
    QString channel;             ///< Address, else id.
    QString message;             ///< Ids, separated by commas.
    bool sends = false;          ///< As the specification reads it.
    bool sendsLiterally = false; ///< As `publish` and `subscribe` sound.
};

/// Both readings of all documents, and what each leaves without a partner.
struct RolesPreview
{
    QList<RoleReading> operations;
    int orphans = 0, literalOrphans = 0; ///< Messages on a channel that only one side knows.
};

/// Who sends and who receives under either reading of \a paths, AsyncAPI documents. Fails as importProject() does.
Result<RolesPreview> previewRoles(const QStringList &paths, const ImportOptions &options = {});

} // namespace weir
