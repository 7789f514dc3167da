// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "core/syntax/jsonwriter.h"
#include "core/usecases/lint.h"
#include "core/usecases/openproject.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace weir {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("weir", text);
}

QString countText(qsizetype count, const char *one, const char *many)
{
    return count == 1 ? tr(one) : tr(many).arg(count);
}

class LintCommand : public Command
{
public:
    const char *name() const override { return "lint"; }
    const char *summary() const override { return "Check structure, names and topology"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder, bundle, or - for standard input");
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json")}, m_format,
                       "How to print the findings");
        options.choice("--fail-on", {QStringLiteral("error"), QStringLiteral("warning")}, m_failOn,
                       "Least severity that gives exit code 5");
    }

    ExitCode run(Session &session) override
    {
        const Result<Project> project = openInput(m_project, &session.standardInput);
        if (!project)
            return refuse(project.error(), session, ExitCode::Unreadable);
        const Findings findings = lintProject(*project, QDate::currentDate());
        const ExitCode shown = deliver(text(*project, findings, session.console), {}, session);
        if (shown != ExitCode::Done)
            return shown;
        const qsizetype errors = countOf(findings, Severity::Error), warnings = countOf(findings, Severity::Warning);
        session.console.say(
            QStringLiteral("%1, %2, %3.")
                .arg(countText(errors, QT_TRANSLATE_NOOP("weir", "1 error"), QT_TRANSLATE_NOOP("weir", "%1 errors")),
                     countText(warnings, QT_TRANSLATE_NOOP("weir", "1 warning"),
                               QT_TRANSLATE_NOOP("weir", "%1 warnings")),
                     countText(countOf(findings, Severity::Info), QT_TRANSLATE_NOOP("weir", "1 note"),
                               QT_TRANSLATE_NOOP("weir", "%1 notes"))));
        const bool isWarningEnough = m_failOn == QStringLiteral("warning");
        return errors > 0 || (isWarningEnough && warnings > 0) ? ExitCode::Violations : ExitCode::Done;
    }

private:
    QByteArray text(const Project &project, const Findings &findings, const Console &console) const
    {
        if (m_format == QStringLiteral("json"))
            return writeJson(findingsJson(project.catalog.project().title, findings));
        QString lines;
        for (const Finding &finding : findings)
            lines += findingText(finding, console);
        return lines.toUtf8();
    }

    QString m_project;
    QString m_format = QStringLiteral("text");
    QString m_failOn = QStringLiteral("error");
};

} // namespace

std::unique_ptr<Command> lintCommand()
{
    return std::make_unique<LintCommand>();
}

} // namespace weir
