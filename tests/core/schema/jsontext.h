// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/schema/schema.h"

#include <QByteArray>

namespace weir::test {

/// \a text with double quotes for single ones, as a document called `schema.json`; what cannot be read counts as a test's
/// mistake (asserted).
SchemaDocument document(QByteArray text);

/// The same as a value.
Json json(const QByteArray &text);

/// The compiled schema; one that is wrong counts as a test's mistake (asserted).
Schema schema(const QByteArray &text, const SchemaOptions &options = {});

} // namespace weir::test
