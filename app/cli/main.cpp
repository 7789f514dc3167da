// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/commands.h"
#include "app/common/application.h"

#include <QCoreApplication>
#include <QFile>

#include <exception>

int main(int argc, char **argv)
{
    using namespace weir;
    prepareApplication();
    QCoreApplication application(argc, argv);
    QFile standardInput;
    if (!standardInput.open(stdin, QIODevice::ReadOnly))
        return static_cast<int>(ExitCode::Internal);
    Console console;
    Session session{console, standardInput};
    try {
        const std::span<char *const> arguments(argv, static_cast<std::size_t>(argc));
        return static_cast<int>(CommandLine(allCommands()).run(arguments, session));
    } catch (const std::exception &exception) {
        console.complain({QString::fromLocal8Bit(exception.what()), {}, {}});
        return static_cast<int>(ExitCode::Internal);
    }
}
