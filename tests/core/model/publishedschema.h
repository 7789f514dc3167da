// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/element.h"

#include <QMap>
#include <QString>

namespace weir {

/// What each member means, by `shape.key`; in English, for editors that show it beside the file.
const QMap<QString, QString> &memberDescriptions();

/// The JSON Schema (2020-12) of the files of \a kind, made from the tables that the reader itself checks with.
Json publishedSchema(Kind kind);

/// The JSON Schema of a bundle; it refers to those of the kinds.
Json bundleSchema();

/// `service` for Kind::Service: the last part of the schema's `$id`.
QString schemaName(Kind kind);

} // namespace weir
