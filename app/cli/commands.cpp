// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

namespace weir {

std::vector<std::unique_ptr<Command>> allCommands()
{
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(newCommand());
    commands.push_back(examplesCommand());
    commands.push_back(lintCommand());
    commands.push_back(explainCommand());
    commands.push_back(adviseCommand());
    commands.push_back(diffCommand());
    commands.push_back(fmtCommand());
    commands.push_back(schemaCommand());
    commands.push_back(checkEventsCommand());
    commands.push_back(verifyCommand());
    commands.push_back(simulateCommand());
    commands.push_back(compareCommand());
    commands.push_back(sweepCommand());
    commands.push_back(sizeCommand());
    commands.push_back(outboxCommand());
    commands.push_back(emulateCommand());
    commands.push_back(publishCommand());
    commands.push_back(dlqCommand());
    commands.push_back(demoStreamCommand());
    commands.push_back(exportCommand());
    commands.push_back(importCommand());
    commands.push_back(bundleCommand());
    commands.push_back(unbundleCommand());
    commands.push_back(backupsCommand());
    commands.push_back(restoreCommand());
    return commands;
}

} // namespace weir
