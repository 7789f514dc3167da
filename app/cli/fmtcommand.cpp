// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "core/usecases/saveinplace.h"

#include <QCoreApplication>

namespace weir {

namespace {

class FmtCommand : public Command
{
public:
    const char *name() const override { return "fmt"; }
    const char *summary() const override { return "Rewrite the files in canonical form; never adds or drops a member"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder, bundle, or - for standard input to standard output");
        options.flag("--check", m_isCheck, "Write nothing; exit code 5 when a file is not canonical");
    }

    ExitCode run(Session &session) override
    {
        Result<Project> project = openForCommand(m_project, session);
        if (!project)
            return ExitCode::Unreadable;
        if (m_project == QStringLiteral("-") && !m_isCheck)
            return project->isReadOnly ? ExitCode::Unreadable : deliver(writeBundle(*project), {}, session);
        const Result<QStringList> files = formatInPlace(*project, m_isCheck ? FormatMode::Check : FormatMode::Write);
        if (!files)
            return refuse(files.error(), session, ExitCode::Unwritable);
        QString text;
        for (const QString &file : *files)
            text += file + u'\n';
        const ExitCode shown = deliver(text.toUtf8(), {}, session);
        if (shown != ExitCode::Done)
            return shown;
        if (m_isCheck && !files->isEmpty()) {
            session.console.say(
                QCoreApplication::translate("weir", "These files are not canonical; weir fmt rewrites them."));
            return ExitCode::Violations;
        }
        return project->neverWritten.isEmpty() ? ExitCode::Done : ExitCode::Unreadable;
    }

private:
    QString m_project;
    bool m_isCheck = false;
};

} // namespace

std::unique_ptr<Command> fmtCommand()
{
    return std::make_unique<FmtCommand>();
}

} // namespace weir
