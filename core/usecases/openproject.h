// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/storage/project.h"

class QIODevice;

namespace weir {

/// Opens what a command calls PROJECT: a folder, a bundle, or `-` for a bundle on \a standardInput. What is wrong inside
/// is in the project's findings; an error means that nothing could be read.
Result<Project> openInput(const QString &path, QIODevice *standardInput = nullptr);

/// \a error with its element and pointer (`services/billing`, `/receives/0`), if it has them, replaced by file, line and
/// column of \a project.
Error locatedError(const Error &error, const Project &project);

} // namespace weir
