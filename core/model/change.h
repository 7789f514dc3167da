// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/jsonvalue.h"
#include "core/model/element.h"

namespace weir {

/// One edit of one element's document, as undo, journal, quick fixes, scenarios and `--set` use it.
///
/// An empty pointer is the whole document: absent before creates the element, absent after deletes it. Below it, absent
/// before inserts a member (or an array item at that index, `-` appends), absent after removes it.
struct Change
{
    ElementRef element;
    QString pointer; ///< RFC 6901.
    JsonValue before;
    JsonValue after;

    /// The edit that undoes this one.
    Change inverse() const { return {element, pointer, after, before}; }
    bool operator==(const Change &) const = default;
};

} // namespace weir
