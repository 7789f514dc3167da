// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "core/usecases/exportforeign.h"
#include "core/usecases/exportproject.h"

namespace weir {

namespace {

class ExportCommand : public Command
{
public:
    const char *name() const override { return "export"; }
    const char *summary() const override
    {
        return "Write the Event Architecture Document, diagrams, types, AsyncAPI or EventCatalog";
    }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder, bundle, or - for standard input");
        options.choice("--to", exportFormats() + foreignFormats(), m_options.format, "Format; default: markdown");
        options.option("--part", "PART", m_options.part,
                       "document, catalog, map, flow:ID or event:ID, where it applies");
        options.option("--service", "ID", m_service, "asyncapi: only what this service sends and receives");
        options.requiredOption("-o,--output", "PATH", m_output,
                               "File to write, or - for standard output; eventcatalog: folder to make");
    }

    ExitCode run(Session &session) override
    {
        const Result<Project> project = openForCommand(m_project, session);
        if (!project)
            return ExitCode::Unreadable;
        if (foreignFormats().contains(m_options.format))
            return runForeign(project->catalog, session);
        const Result<QByteArray> bytes = exportProject(project->catalog, m_options);
        if (!bytes)
            return refuse(bytes.error(), session, ExitCode::Usage);
        return deliver(*bytes, m_output, session);
    }

private:
    ExitCode runForeign(const Catalog &catalog, Session &session) const
    {
        const Result<ForeignExport> exported = exportForeign(catalog, {m_options.format, m_service, m_output});
        if (!exported)
            return refuse(exported.error(), session, ExitCode::Usage);
        for (const Finding &loss : exported->losses)
            session.console.say(findingText(loss, session.console).trimmed());
        if (!isFolder(*exported))
            return deliver(exported->files.first(), m_output, session);
        const Result<void> written = writeFolder(*exported, m_output);
        return written ? ExitCode::Done : refuse(written.error(), session, ExitCode::Unwritable);
    }

    QString m_project;
    QString m_output;
    QString m_service;
    ExportOptions m_options{exportFormats().first(), {}, nullptr};
};

} // namespace

std::unique_ptr<Command> exportCommand()
{
    return std::make_unique<ExportCommand>();
}

} // namespace weir
