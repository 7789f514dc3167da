// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace weir {

/// Where Weir keeps what is no part of a project: journals, backups, locks. `$XDG_STATE_HOME/weir`, by default
/// `~/.local/state/weir`. It need not exist yet.
QString stateFolder();

/// A short name that stands for the project at \a root in the state folder: the same for every way to write its path.
QString projectKey(const QString &root);

} // namespace weir
