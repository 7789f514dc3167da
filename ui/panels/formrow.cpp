// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/formrow.h"

namespace weir {

bool FormRow::fits(const FormRow &other) const
{
    return kind == other.kind && path == other.path && fields == other.fields;
}

} // namespace weir
