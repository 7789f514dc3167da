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

/// Formats that can be read: `asyncapi`.
QStringList importFormats();

/// Reads \a file as a foreign document. Fails with file, line and column when it cannot be read.
Result<ImportOutcome> importProject(const QString &file, const ImportOptions &options = {});

} // namespace weir
