// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/jsonvalue.h"
#include "core/base/result.h"

#include <QString>

namespace weir {

class Catalog;

/// A design as AsyncAPI document.
struct AsyncApiExport
{
    JsonValue document;
    Findings losses; ///< What other programs do not learn from it; the elements are named.
};

/// \a catalog as an AsyncAPI 3 document (3.0.0, or the version 3 that it was imported from); with \a service only what that
/// service needs. Fails when there is no such service.
///
/// What AsyncAPI cannot say stands under `x-weir` (see detailsBeyond()), so that an import gives the same catalog again.
Result<AsyncApiExport> exportAsyncApi(const Catalog &catalog, const QString &service = {});

} // namespace weir
