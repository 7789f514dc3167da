// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "core/syntax/jsonwriter.h"
#include "core/usecases/checkevents.h"
#include "core/usecases/lint.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace weir {

namespace {

class CheckEventsCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "check-events"; }
    const char *summary() const override { return "Check real events against a design; exit code 5 when one is wrong"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder or bundle with the event types");
        options.argument("FILE", m_file,
                         "Envelopes or CloudEvents, one a line, or one JSON document; - is standard input");
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json")}, m_format,
                       "How to print what is wrong");
    }

    ExitCode run(Session &session) override
    {
        if (m_project == u"-" && m_file == u"-")
            return refuse(Error{tr("Only one of PROJECT and FILE can be standard input."), {}, {}}, session,
                          ExitCode::Usage);
        const Result<Project> project = openForCommand(m_project, session);
        if (!project)
            return ExitCode::Unreadable;
        const Result<EventCheck> check = checkEvents(project->catalog, m_file, &session.standardInput);
        if (!check)
            return refuse(check.error(), session, ExitCode::Unreadable);
        const ExitCode shown = deliver(text(*check, session.console), {}, session);
        if (shown != ExitCode::Done)
            return shown;
        session.console.say(check->wrong == 0 ? tr("%1 of %1 events are right.").arg(check->events)
                                              : tr("%1 of %2 events are wrong.").arg(check->wrong).arg(check->events));
        if (!check->isComplete)
            session.console.say(tr("There is more than the %1 findings shown.").arg(EventCheck::mostFindings));
        return check->wrong == 0 ? ExitCode::Done : ExitCode::Violations;
    }

private:
    QByteArray text(const EventCheck &check, const Console &console) const
    {
        if (m_format == QStringLiteral("json")) {
            Json json = findingsJson(m_file, LintReport{check.findings, {}});
            json["events"] = check.events;
            json["wrong"] = check.wrong;
            return writeJson(json);
        }
        QString lines;
        for (const Finding &finding : check.findings)
            lines += findingText(finding, console);
        return lines.toUtf8();
    }

    QString m_project;
    QString m_file;
    QString m_format = QStringLiteral("text");
};

} // namespace

std::unique_ptr<Command> checkEventsCommand()
{
    return std::make_unique<CheckEventsCommand>();
}

} // namespace weir
