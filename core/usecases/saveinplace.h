// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/project.h"

namespace weir {

/// saveProject() for a command: refuses while another program has the project open, saying who, and keeps what it replaces
/// among the last backups.
Result<QStringList> saveInPlace(Project &project, const Catalog &catalog);

/// formatProject() in the same way; FormatMode::Check needs nobody's leave.
Result<QStringList> formatInPlace(Project &project, FormatMode mode);

} // namespace weir
