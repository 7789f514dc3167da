// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "core/usecases/exportproject.h"

namespace weir {

namespace {

class ExportCommand : public Command
{
public:
    const char *name() const override { return "export"; }
    const char *summary() const override { return "Write the Event Architecture Document, diagrams or types"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder, bundle, or - for standard input");
        options.choice("--to", exportFormats(), m_options.format, "Format; default: markdown");
        options.option("--part", "PART", m_options.part,
                       "document, catalog, map, flow:ID or event:ID, where it applies");
        options.requiredOption("-o,--output", "PATH", m_output, "File to write, or - for standard output");
    }

    ExitCode run(Session &session) override
    {
        const Result<Project> project = openForCommand(m_project, session);
        if (!project)
            return ExitCode::Unreadable;
        const Result<QByteArray> bytes = exportProject(project->catalog, m_options);
        if (!bytes)
            return refuse(bytes.error(), session, ExitCode::Usage);
        return deliver(*bytes, m_output, session);
    }

private:
    QString m_project;
    QString m_output;
    ExportOptions m_options{exportFormats().first(), {}, nullptr};
};

} // namespace

std::unique_ptr<Command> exportCommand()
{
    return std::make_unique<ExportCommand>();
}

} // namespace weir
