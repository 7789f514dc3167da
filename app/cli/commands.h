// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <memory>
#include <vector>

namespace weir {

std::unique_ptr<Command> adviseCommand();
std::unique_ptr<Command> backupsCommand();
std::unique_ptr<Command> bundleCommand();
std::unique_ptr<Command> checkEventsCommand();
std::unique_ptr<Command> compareCommand();
std::unique_ptr<Command> demoStreamCommand();
std::unique_ptr<Command> diffCommand();
std::unique_ptr<Command> dlqCommand();
std::unique_ptr<Command> emulateCommand();
std::unique_ptr<Command> examplesCommand();
std::unique_ptr<Command> explainCommand();
std::unique_ptr<Command> exportCommand();
std::unique_ptr<Command> fmtCommand();
std::unique_ptr<Command> importCommand();
std::unique_ptr<Command> lintCommand();
std::unique_ptr<Command> newCommand();
std::unique_ptr<Command> outboxCommand();
std::unique_ptr<Command> publishCommand();
std::unique_ptr<Command> restoreCommand();
std::unique_ptr<Command> schemaCommand();
std::unique_ptr<Command> simulateCommand();
std::unique_ptr<Command> sizeCommand();
std::unique_ptr<Command> sweepCommand();
std::unique_ptr<Command> unbundleCommand();
std::unique_ptr<Command> verifyCommand();

/// All verbs, in the order of the help: make, check, look, carry.
std::vector<std::unique_ptr<Command>> allCommands();

} // namespace weir
