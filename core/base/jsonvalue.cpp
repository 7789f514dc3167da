// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/jsonvalue.h"

#include <nlohmann/json.hpp>

namespace weir {

JsonValue::JsonValue(Json value) : m_value(std::make_shared<const Json>(std::move(value))) {}

const Json &JsonValue::get() const
{
    static const Json null;
    return m_value ? *m_value : null;
}

bool JsonValue::operator==(const JsonValue &other) const
{
    if (m_value == other.m_value)
        return true;
    return m_value && other.m_value && *m_value == *other.m_value;
}

} // namespace weir
