// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/payload.h"

#include "core/syntax/reader.h"

#include <nlohmann/json.hpp>

namespace weir {

Result<JsonValue> readPayload(QByteArrayView bytes, const QString &name)
{
    const auto tree = readJson(bytes, name);
    if (!tree)
        return tree.error();
    return JsonValue(tree->root().toJson());
}

} // namespace weir
