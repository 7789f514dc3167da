// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <QString>

namespace weir {

/// The value of a schema, a payload or a stored document. Members keep their order.
using Json = nlohmann::ordered_json;

/// \a value as QString; a null QString when it is no JSON string.
QString textOf(const Json &value);

/// A JSON string.
Json jsonOf(QStringView text);

/// The member \a key of \a object, or nullptr when \a object is no object or has no such member.
const Json *memberOf(const Json &object, QStringView key);

/// The text of member \a key; a null QString when it is absent or no string.
QString memberText(const Json &object, QStringView key);

} // namespace weir
