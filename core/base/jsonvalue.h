// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <memory>

namespace weir {

/// A JSON value that may be absent, cheap to copy (shared, never changed). Lets value types hold JSON without nlohmann's
/// whole header.
class JsonValue
{
public:
    JsonValue() = default;
    JsonValue(Json value);

    bool isPresent() const { return m_value != nullptr; }
    explicit operator bool() const { return isPresent(); }
    /// The value; JSON null when absent.
    const Json &get() const;

    /// Absent equals absent only; values are compared deeply, the order of members included.
    bool operator==(const JsonValue &other) const;

private:
    std::shared_ptr<const Json> m_value;
};

} // namespace weir
