// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>

namespace weir {

class Catalog;

/// What is exported for another tool.
struct ForeignExportOptions
{
    QString format;  ///< One of foreignFormats().
    QString service; ///< AsyncAPI: id of the service to describe; empty: the whole design.
    QString path;    ///< Where it will be written: `.yaml` and `.yml` are YAML, everything else is JSON.
};

/// A design as files of another tool.
struct ForeignExport
{
    QMap<QString, QByteArray> files; ///< By path below the folder; a single file's path is empty.
    Findings losses;                 ///< What the other tool does not learn.
};

/// `asyncapi`, `eventcatalog`.
QStringList foreignFormats();

/// The files for another tool: the same for the same catalog. Fails for an unknown format or service, with the known ones
/// as hint.
Result<ForeignExport> exportForeign(const Catalog &catalog, const ForeignExportOptions &options);

/// Whether the export is a folder of files.
bool isFolder(const ForeignExport &exported);

/// Writes an export that is a folder to \a folder, which must be new or empty.
Result<void> writeFolder(const ForeignExport &exported, const QString &folder);

} // namespace weir
