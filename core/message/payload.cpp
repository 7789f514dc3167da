// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/payload.h"

#include "core/message/quickjson.h"
#include "core/syntax/reader.h"

#include <nlohmann/json.hpp>

namespace weir {

Result<Json> readPayload(QByteArrayView bytes, const QString &name)
{
    if (auto value = quickJson(bytes))
        return std::move(*value);
    const auto tree = readJson(bytes, name);
    if (!tree)
        return tree.error();
    return tree->root().toJson();
}

} // namespace weir
