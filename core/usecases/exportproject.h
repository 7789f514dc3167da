// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QStringList>

namespace weir {

class Catalog;

/// What is exported, and as what.
struct ExportOptions
{
    QString format; ///< One of exportFormats().
    QString part;   ///< `document`, `catalog`, `flow:ID`, `event:ID`; empty: the format's default.
};

/// Formats that work: `markdown`, `html`, ….
QStringList exportFormats();

/// The exported bytes: the same for the same catalog. Fails for an unknown format or part, with the known ones as hint.
Result<QByteArray> exportProject(const Catalog &catalog, const ExportOptions &options);

/// exportProject() written to \a path, atomically.
Result<void> exportProject(const Catalog &catalog, const ExportOptions &options, const QString &path);

} // namespace weir
