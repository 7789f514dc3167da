// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/flow.h"

namespace weir {

// Written out: QList cannot see a defaulted comparison of the type it is nested in.
bool FlowStep::operator==(const FlowStep &other) const
{
    return kind == other.kind && text == other.text && from == other.from && to == other.to && over == other.over
        && steps == other.steps && otherwise == other.otherwise;
}

} // namespace weir
