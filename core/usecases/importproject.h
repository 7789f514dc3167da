// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/finding.h"
#include "core/model/catalog.h"

namespace weir {

/// How a foreign document is read.
struct ImportOptions
{
    QString as;    ///< `asyncapi`; empty: found out.
    QString roles; ///< AsyncAPI 2.x: `spec` (default) or `literal`.
    QString root;  ///< Folder that relative references may not leave; empty: nearest repository root, else the file's folder.
};

/// A design made from a foreign document.
struct ImportOutcome
{
    Catalog catalog;
    Findings losses; ///< What was not carried over, each with its place.
};

/// Reads \a file as a foreign document. Fails with file, line and column when it cannot be read.
Result<ImportOutcome> importProject(const QString &file, const ImportOptions &options = {});

} // namespace weir
