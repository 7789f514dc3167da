// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/input.h"

#include "core/base/translate.h"
#include "core/usecases/exportproject.h"
#include "core/usecases/openproject.h"

#include <algorithm>

namespace weir {

namespace {

QString severityText(Severity severity, const Console &console)
{
    switch (severity) {
    case Severity::Error:
        return console.inked(tr("error:"), Ink::Bad);
    case Severity::Warning:
        return console.inked(tr("warning:"), Ink::Warning);
    case Severity::Info:
    case Severity::Off:
        break;
    }
    return console.inked(tr("info:"), Ink::Faint);
}

} // namespace

Result<Project> openForCommand(const QString &path, Session &session)
{
    Result<Project> project = openInput(path, &session.standardInput);
    if (!project) {
        session.console.complain(project.error());
        return project;
    }
    for (const Finding &finding : std::as_const(project->findings)) {
        if (finding.severity == Severity::Error)
            session.console.complain({finding.message, finding.place, finding.hint});
    }
    return project;
}

ExitCode refuse(const Error &error, Session &session, ExitCode code)
{
    session.console.complain(error);
    return code;
}

ExitCode deliver(const QByteArray &bytes, const QString &path, Session &session)
{
    const bool isStandardOutput = path.isEmpty() || path == QStringLiteral("-");
    const Result<void> written = isStandardOutput ? session.console.print(bytes) : writeExport(bytes, path);
    return written ? ExitCode::Done : refuse(written.error(), session, ExitCode::Unwritable);
}

QString findingText(const Finding &finding, const Console &console)
{
    const QString place = placeText(finding.place);
    QString text = place.isEmpty() ? QString() : place + QStringLiteral(": ");
    text += QStringLiteral("%1 %2").arg(severityText(finding.severity, console), finding.message);
    if (!finding.rule.isEmpty())
        text += u' ' + console.inked(QStringLiteral("[%1]").arg(finding.rule), Ink::Faint);
    text += u'\n';
    if (!finding.hint.isEmpty())
        text += QStringLiteral("  %1\n").arg(finding.hint);
    return text;
}

} // namespace weir
