// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "core/usecases/examples.h"

namespace weir {

namespace {

class ExamplesCommand : public Command
{
public:
    const char *name() const override { return "examples"; }
    const char *summary() const override { return "List the shipped examples"; }
    void declare(CommandOptions &) override {}

    ExitCode run(Session &session) override
    {
        QString text;
        for (const Example &example : examples())
            text += QStringLiteral("%1  %2\n")
                        .arg(session.console.inked(example.id.leftJustified(12), Ink::Strong), example.description);
        return deliver(text.toUtf8(), {}, session);
    }
};

} // namespace

std::unique_ptr<Command> examplesCommand()
{
    return std::make_unique<ExamplesCommand>();
}

} // namespace weir
