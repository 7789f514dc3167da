// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "core/base/translate.h"
#include "core/syntax/jsonwriter.h"
#include "core/usecases/lint.h"
#include "core/usecases/lintformats.h"
#include "core/usecases/openproject.h"
#include "core/usecases/saveinplace.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFileInfo>

namespace weir {

namespace {

QString countText(qsizetype count, const char *one, const char *many)
{
    return count == 1 ? tr(one) : tr(many).arg(count);
}

class LintCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "lint"; }
    const char *summary() const override { return "Check structure, names and topology"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder, bundle, or - for standard input");
        options.flag("--fix", m_isFixing, "Apply the safe fixes first; what was done is told on standard error");
        options.flag("--seal", m_isSealing,
                     "Keep a digest with each published version, so that a later change of its schema is found");
        options.choice(
            "--format",
            {QStringLiteral("text"), QStringLiteral("json"), QStringLiteral("sarif"), QStringLiteral("junit")},
            m_format, "How to print the findings");
        options.choice("--fail-on", {QStringLiteral("error"), QStringLiteral("warning")}, m_failOn,
                       "Least severity that gives exit code 5");
    }

    ExitCode run(Session &session) override
    {
        Result<Project> project = openInput(m_project, &session.standardInput);
        if (!project)
            return refuse(project.error(), session, ExitCode::Unreadable);
        QList<AppliedFix> fixed;
        if (m_isFixing || m_isSealing) {
            const Result<QList<AppliedFix>> done = fix(*project, session);
            if (!done)
                return refuse(done.error(), session,
                              m_project == QStringLiteral("-") ? ExitCode::Usage : ExitCode::Unwritable);
            fixed = *done;
        }
        const LintReport report = lintReportOf(*project);
        const ExitCode shown = deliver(text(*project, report, fixed, session.console), {}, session);
        if (shown != ExitCode::Done)
            return shown;
        sayCounts(report.findings, session.console);
        const bool isWarningEnough = m_failOn == QStringLiteral("warning");
        const bool isBad = countOf(report.findings, Severity::Error) > 0
            || (isWarningEnough && countOf(report.findings, Severity::Warning) > 0);
        return isBad ? ExitCode::Violations : ExitCode::Done;
    }

private:
    /// Applies and writes seals and safe fixes, and reads the project again: its lines have moved.
    Result<QList<AppliedFix>> fix(Project &project, Session &session) const
    {
        if (project.root.isEmpty())
            return Error{tr("Standard input cannot be mended in place."), {}, tr("Give --fix a folder or a bundle.")};
        const qsizetype sealedCount = m_isSealing ? sealVersions(project) : 0;
        const QList<AppliedFix> fixed = m_isFixing ? applySafeFixes(project) : QList<AppliedFix>();
        if (sealedCount > 0)
            session.console.say(sealedCount == 1 ? tr("1 version sealed.")
                                                 : tr("%1 versions sealed.").arg(sealedCount));
        if (fixed.isEmpty() && sealedCount == 0)
            return fixed;
        const Catalog mended = project.catalog;
        if (const Result<QStringList> saved = saveInPlace(project, mended); !saved)
            return saved.error();
        Result<Project> again = openInput(m_project);
        if (!again)
            return again.error();
        project = *std::move(again);
        for (const AppliedFix &each : fixed)
            session.console.say(
                QStringLiteral("%1: %2 [%3]").arg(each.finding.place.file, each.title, each.finding.rule));
        if (!fixed.isEmpty())
            session.console.say(fixed.size() == 1 ? tr("1 finding mended.")
                                                  : tr("%1 findings mended.").arg(fixed.size()));
        return fixed;
    }

    static void sayCounts(const Findings &findings, Console &console)
    {
        const qsizetype errors = countOf(findings, Severity::Error), warnings = countOf(findings, Severity::Warning);
        console.say(
            QStringLiteral("%1, %2, %3.")
                .arg(countText(errors, QT_TRANSLATE_NOOP("weir", "1 error"), QT_TRANSLATE_NOOP("weir", "%1 errors")),
                     countText(warnings, QT_TRANSLATE_NOOP("weir", "1 warning"),
                               QT_TRANSLATE_NOOP("weir", "%1 warnings")),
                     countText(countOf(findings, Severity::Info), QT_TRANSLATE_NOOP("weir", "1 note"),
                               QT_TRANSLATE_NOOP("weir", "%1 notes"))));
    }

    QByteArray text(const Project &project, const LintReport &report, const QList<AppliedFix> &fixed,
                    const Console &console) const
    {
        if (m_format == QStringLiteral("json"))
            return writeJson(findingsJson(project.catalog.project().title, report, fixed));
        LintFormatOptions options{project.catalog.project().title, {}, Severity::Error};
        if (!project.isBundle && QDir::isRelativePath(m_project) && m_project != QStringLiteral("."))
            options.base = QDir::cleanPath(QFileInfo(m_project).isDir() ? m_project : QFileInfo(m_project).path());
        if (m_failOn == QStringLiteral("warning"))
            options.failOn = Severity::Warning;
        if (m_format == QStringLiteral("sarif"))
            return writeJson(findingsSarif(report, options));
        if (m_format == QStringLiteral("junit"))
            return findingsJunit(report, options);
        QString lines;
        for (const Finding &finding : report.findings)
            lines += findingText(finding, console);
        return lines.toUtf8();
    }

    QString m_project;
    bool m_isFixing = false;
    bool m_isSealing = false;
    QString m_format = QStringLiteral("text");
    QString m_failOn = QStringLiteral("error");
};

} // namespace

std::unique_ptr<Command> lintCommand()
{
    return std::make_unique<LintCommand>();
}

} // namespace weir
