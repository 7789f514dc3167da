// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "app/cli/texttable.h"
#include "core/usecases/importproject.h"

#include <QCoreApplication>

namespace weir {

namespace {

class ImportCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "import"; }
    const char *summary() const override
    {
        return "Make a project of AsyncAPI, EventCatalog or a catalog in Markdown, with a loss report";
    }

    void declare(CommandOptions &options) override
    {
        options.arguments(
            "FILE", m_files,
            "AsyncAPI 2.0 to 2.6, 3.0 or 3.1 (YAML or JSON), the folder of an EventCatalog project, or the "
            "Markdown of an event catalog; several become one project");
        options.option("-o,--output", "DIR", m_output, "Folder to make; it must be new or empty");
        options.choice("--as", importFormats(), m_options.as, "Format of the documents; default: found out");
        options.choice(
            "--roles", {QStringLiteral("spec"), QStringLiteral("literal"), QStringLiteral("preview")}, m_options.roles,
            "AsyncAPI 2.x: what subscribe and publish mean; preview shows both and makes nothing; default: spec");
        options.option(
            "--root", "DIR", m_options.root,
            "Folder that references may not leave; default: the nearest repository root, else the file's folder");
    }

    ExitCode run(Session &session) override
    {
        if (m_options.roles == QStringLiteral("preview"))
            return preview(session);
        if (m_output.isEmpty())
            return refuse(Error{tr("--output is required."), {}, tr("It names the folder to make.")}, session,
                          ExitCode::Usage);
        const Result<ImportOutcome> imported = importProjects(m_files, m_options);
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
    ExitCode preview(Session &session) const
    {
        const Result<RolesPreview> preview = previewRoles(m_files, m_options);
        if (!preview)
            return refuse(preview.error(), session, ExitCode::Unreadable);
        TextTable table;
        for (const char *title : {"SERVICE", "CHANNEL", "MESSAGE", "SPEC", "LITERAL"})
            table.addColumn(QString::fromLatin1(title), ColumnAlignment::Left);
        const auto word = [](bool sends) { return sends ? QStringLiteral("sends") : QStringLiteral("receives"); };
        for (const RoleReading &each : preview->operations)
            table.addRow({each.service, each.channel, each.message, word(each.sends), word(each.sendsLiterally)});
        const ExitCode shown = deliver(table.text({}).toUtf8(), {}, session);
        session.console.say(tr("Messages that only one side knows: %1 as the specification reads it, %2 literally.")
                                .arg(preview->orphans)
                                .arg(preview->literalOrphans));
        return shown;
    }

    QStringList m_files;
    QString m_output;
    ImportOptions m_options;
};

} // namespace

std::unique_ptr<Command> importCommand()
{
    return std::make_unique<ImportCommand>();
}

} // namespace weir
