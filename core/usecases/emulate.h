// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulation/emulator.h"
#include "core/model/scenario.h"
#include "core/storage/project.h"

namespace weir {

struct EmulateOptions
{
    EmulatorSettings emulator; ///< Keys are filled in; an empty database is defaultDatabase().
    QString scenario;          ///< Whose load and settings hold; empty: the design as it is.
    QList<ScenarioSetting> set;
};

/// Where the state of an emulation of \a project is by default: a file in the user's state folder, the same each time for the
/// same project. Makes the folder; fails when that cannot be.
Result<QString> defaultDatabase(const Project &project);

/// `weir emulate`: runs \a project as endpoints of this machine, in the calling thread and its event loop. \a clock and
/// \a secrets must outlive it. Fails when the design contradicts itself, there is no such scenario, or database or address
/// cannot be used.
Result<std::unique_ptr<Emulator>> startEmulation(const Project &project, const EmulateOptions &options,
                                                 const Clock &clock, SecretSource &secrets);

/// Gives the keys of order and partition that the publications of \a catalog name.
bus::KeyOf keysOf(const Catalog &catalog);

} // namespace weir
