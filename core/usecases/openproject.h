// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

class QIODevice;

namespace weir {

struct Project;

/// Opens what a command calls PROJECT: a folder, a bundle, or `-` for a bundle on \a standardInput. What is wrong inside
/// is in the project's findings; an error means that nothing could be read.
Result<Project> openInput(const QString &path, QIODevice *standardInput = nullptr);

} // namespace weir
