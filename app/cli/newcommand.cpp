// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "core/usecases/examples.h"

#include <QCoreApplication>

namespace weir {

namespace {

class NewCommand : public Command
{
public:
    const char *name() const override { return "new"; }
    const char *summary() const override { return "Make a project, empty or from a shipped example"; }

    void declare(CommandOptions &options) override
    {
        options.argument("DIR", m_folder, "Folder to make; it must be new or empty");
        options.option("--from", "EXAMPLE", m_from, "Example to start from; weir examples lists them");
    }

    ExitCode run(Session &session) override
    {
        QStringList known;
        for (const Example &example : examples())
            known.append(example.id);
        const Result<void> made = newProject(m_folder, m_from);
        if (!made) {
            const bool isUnknown = !m_from.isEmpty() && !known.contains(m_from);
            return refuse(made.error(), session, isUnknown ? ExitCode::Usage : ExitCode::Unwritable);
        }
        session.console.say(
            QCoreApplication::translate("weir", "Made the project %1. Next: weir simulate %1").arg(m_folder));
        return ExitCode::Done;
    }

private:
    QString m_folder;
    QString m_from;
};

} // namespace

std::unique_ptr<Command> newCommand()
{
    return std::make_unique<NewCommand>();
}

} // namespace weir
