// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schemagraph.h"

#include <utility>

namespace weir {

QStringList typeNames(quint32 bits)
{
    QStringList names;
    constexpr std::pair<quint32, const char *> all[]{{typebit::null, "null"},     {typebit::boolean, "boolean"},
                                                     {typebit::number, "number"}, {typebit::integer, "integer"},
                                                     {typebit::string, "string"}, {typebit::array, "array"},
                                                     {typebit::object, "object"}};
    for (const auto &[bit, name] : all) {
        const bool isCovered = bit == typebit::integer && (bits & typebit::number);
        if ((bits & bit) && !isCovered)
            names.append(QLatin1String(name));
    }
    return names;
}

} // namespace weir
