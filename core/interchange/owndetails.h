// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/interchange/importlog.h"
#include "core/interchange/referencefiles.h"
#include "core/model/element.h"

#include <nlohmann/json.hpp>

#include <QMap>

namespace weir {

using ElementDocuments = QMap<ElementRef, Json>;

/// What has to be said under `x-weir` so that \a foreign, which an import of a document without it gives, becomes \a own:
/// `{kind: {id: change}}`, a JSON Merge Patch (RFC 7386) that also reaches into arrays of equal length, by index; null when
/// nothing has to be.
Json detailsBeyond(const ElementDocuments &foreign, const ElementDocuments &own);

/// \a foreign with what \a document says under `x-weir`. What no longer fits, because the document was edited since, is
/// reported and left out.
ElementDocuments ownDetails(ElementDocuments foreign, const Located &document, ImportLog &log);

} // namespace weir
