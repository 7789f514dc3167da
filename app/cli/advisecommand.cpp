// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "app/cli/texttable.h"
#include "core/syntax/jsonwriter.h"
#include "core/usecases/advise.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace weir {

namespace {

Ink inkOf(AdviceVerdict verdict)
{
    switch (verdict) {
    case AdviceVerdict::Event:
        return Ink::Good;
    case AdviceVerdict::Open:
        return Ink::Plain;
    default:
        return Ink::Warning;
    }
}

class AdviseCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "advise"; }
    const char *summary() const override { return "Should this be an event? The questions, the answers, the verdict"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder, bundle, or - for standard input");
        options.optionalArgument("EVENT", m_event,
                                 "Id of an event type; without it all of them, and the coupling of the services");
        options.option("--answer", "ID=yes|no", m_answers, "Answers a question and keeps the answer on the event");
        options.option("--reason", "TEXT", m_reason, "Why it is an event all the same; kept on the event");
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json")}, m_format,
                       "How to print the advice");
    }

    ExitCode run(Session &session) override
    {
        AdviceAnswers answers;
        for (const QString &text : std::as_const(m_answers)) {
            const auto answer = parsedAnswer(text);
            if (!answer)
                return refuse(answer.error(), session, ExitCode::Usage);
            answers.insert(answer->first, answer->second);
        }
        const bool isKeeping = !answers.isEmpty() || !m_reason.isEmpty();
        if (isKeeping && m_event.isEmpty())
            return refuse({tr("Answers are about one event type."), {}, tr("Name it behind the project.")}, session,
                          ExitCode::Usage);
        Result<Project> project = openForCommand(m_project, session);
        if (!project)
            return ExitCode::Unreadable;
        if (m_event.isEmpty())
            return showAll(adviseProject(project->catalog), session);
        const Result<EventAdviceReport> present = adviseEvent(project->catalog, m_event);
        if (!present)
            return refuse(present.error(), session, ExitCode::Usage);
        if (!isKeeping)
            return show(*present, session);
        if (const Result<void> kept = keepAdvice(*project, m_event, answers, m_reason); !kept)
            return refuse(kept.error(), session, project->root.isEmpty() ? ExitCode::Usage : ExitCode::Unwritable);
        return show(*adviseEvent(project->catalog, m_event), session);
    }

private:
    static QString text(const EventAdviceReport &report, const Console &console)
    {
        QString text = QStringLiteral("%1: %2\n")
                           .arg(report.event, console.inked(adviceVerdictText(report.verdict), inkOf(report.verdict)));
        for (const bool isFor : {true, false}) {
            text += isFor ? tr("\nFor an event\n") : tr("\nAgainst an event\n");
            for (const AdviceLine &line : report.lines) {
                if (line.question.isFor != isFor)
                    continue;
                const QString answer = !line.answer ? QStringLiteral("?") : *line.answer ? tr("yes") : tr("no");
                text += QStringLiteral("  %1 %2 %3\n")
                            .arg(answer.leftJustified(4), line.question.text,
                                 console.inked(QStringLiteral("[%1]").arg(line.question.id), Ink::Faint));
                if (line.answer.value_or(false))
                    text +=
                        QStringLiteral("       %1%2\n")
                            .arg(line.evidence.isEmpty() ? QString() : line.evidence + u' ', line.question.consequence);
            }
        }
        if (!report.reason.isEmpty())
            text += tr("\nReason: %1\n").arg(report.reason);
        return text;
    }

    ExitCode show(const EventAdviceReport &report, Session &session) const
    {
        const bool isJson = m_format == QStringLiteral("json");
        return deliver(isJson ? writeJson(adviceReportJson({report})) : text(report, session.console).toUtf8(), {},
                       session);
    }

    static QString text(const ProjectAdvice &advice)
    {
        TextTable events, services;
        events.addColumn(tr("Event"), ColumnAlignment::Left);
        events.addColumn(tr("Verdict"), ColumnAlignment::Left);
        for (const EventAdviceReport &report : advice.events)
            events.addRow({report.event, adviceVerdictText(report.verdict)});
        services.addColumn(tr("Service"), ColumnAlignment::Left);
        for (const QString &title : {tr("Calls"), tr("Waits for"), tr("Called by"), tr("Hears"), tr("Heard by")})
            services.addColumn(title, ColumnAlignment::Right);
        for (auto it = advice.services.begin(); it != advice.services.end(); ++it) {
            services.addRow({it.key(), QString::number(it->calls), QString::number(it->waitsFor),
                             QString::number(it->calledBy), QString::number(it->hears), QString::number(it->heardBy)});
        }
        return events.text({}) + (services.isEmpty() ? QString() : u'\n' + services.text({}));
    }

    ExitCode showAll(const ProjectAdvice &advice, Session &session) const
    {
        const bool isJson = m_format == QStringLiteral("json");
        return deliver(isJson ? writeJson(adviceReportJson(advice.events, advice.services)) : text(advice).toUtf8(), {},
                       session);
    }

    QString m_project;
    QString m_event;
    QStringList m_answers;
    QString m_reason;
    QString m_format = QStringLiteral("text");
};

} // namespace

std::unique_ptr<Command> adviseCommand()
{
    return std::make_unique<AdviseCommand>();
}

} // namespace weir
