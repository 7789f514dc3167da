// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/schema/schema.h"

namespace weir {

/// What turns an event's data of one version into data of the next, said instead of programmed. The parts are done in the
/// order they stand here; a member is named by its key, or by a JSON Pointer when that starts with `/`. Absent parts
/// (nullptr) do nothing.
struct UpcastSteps
{
    const Json *rename = nullptr; ///< {old: new}
    const Json *map = nullptr; ///< {member: {old value: new value}}; values by their text, numbers as JSON writes them.
    const Json *drop = nullptr;     ///< [member] or one name.
    const Json *defaults = nullptr; ///< {member: value} where it is absent.
    const Json *set = nullptr;      ///< {member: value}, always.
};

/// \a data after \a steps. An error names the step that cannot be done: a part that is written wrong, a place inside of
/// something that is no object. What a `rename`, `map` or `drop` does not find is left alone.
Result<Json> upcast(const Json &data, const UpcastSteps &steps);

/// Whether an upcaster does what it is for: \a example, brought up by \a steps, is valid for \a target. The error says
/// which step or which member is wrong.
Result<void> checkUpcast(const Json &example, const UpcastSteps &steps, const Schema &target);

} // namespace weir
