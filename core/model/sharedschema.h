// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace weir {

/// The id of the shared schema that \a reference names (`schemas/address.json#/definitions/street`); empty when it names
/// none of the project's files.
QString sharedSchemaOf(const QString &reference);

} // namespace weir
