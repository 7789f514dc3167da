// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "core/usecases/importproject.h"

#include <QCoreApplication>

namespace weir {

namespace {

class ImportCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "import"; }
    const char *summary() const override { return "Make a project of an AsyncAPI document, with a loss report"; }

    void declare(CommandOptions &options) override
    {
        options.argument("FILE", m_file, "AsyncAPI 2.0 to 2.6, 3.0 or 3.1, YAML or JSON");
        options.requiredOption("-o,--output", "DIR", m_output, "Folder to make; it must be new or empty");
        options.choice("--as", importFormats(), m_options.as, "Format of the document; default: found out");
        options.choice("--roles", {QStringLiteral("spec"), QStringLiteral("literal")}, m_options.roles,
                       "AsyncAPI 2.x: what subscribe and publish mean; default: spec");
        options.option(
            "--root", "DIR", m_options.root,
            "Folder that references may not leave; default: the nearest repository root, else the file's folder");
    }

    ExitCode run(Session &session) override
    {
        const Result<ImportOutcome> imported = importProject(m_file, m_options);
        if (!imported)
            return refuse(imported.error(), session, ExitCode::Unreadable);
        const Result<void> made = createProject(m_output, imported->catalog);
        if (!made)
            return refuse(made.error(), session, ExitCode::Unwritable);
        QString text;
        for (const Finding &finding : imported->findings + imported->losses)
            text += findingText(finding, session.console);
        const ExitCode shown = deliver(text.toUtf8(), {}, session);
        session.console.say(
            tr("Imported %1 channels, %2 operations and %3 messages; %4 constructs were not carried over.")
                .arg(imported->channels)
                .arg(imported->operations)
                .arg(imported->messages)
                .arg(imported->losses.size()));
        return shown;
    }

private:
    QString m_file;
    QString m_output;
    ImportOptions m_options;
};

} // namespace

std::unique_ptr<Command> importCommand()
{
    return std::make_unique<ImportCommand>();
}

} // namespace weir
