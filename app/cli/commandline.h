// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <QCoreApplication>

#include <memory>
#include <span>
#include <vector>

namespace weir {

/// Reads the arguments of the program, finds the command and runs it. Help, version and wrong usage are answered here.
class CommandLine
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit CommandLine(std::vector<std::unique_ptr<Command>> commands);

    /// \a arguments begin with the program's name.
    ExitCode run(std::span<char *const> arguments, Session &session);

private:
    ExitCode refuseCommand(const QString &word, Session &session) const;

    std::vector<std::unique_ptr<Command>> m_commands;
};

/// The word of \a known that \a typed was most likely meant to be: at most a third of its letters differ (insertions,
/// deletions, changes, swapped neighbours). Empty when none is near.
QString nearestWord(const QString &typed, const QStringList &known);

} // namespace weir
