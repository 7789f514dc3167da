// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/experiment.h"
#include "app/cli/input.h"
#include "app/cli/texttable.h"
#include "core/syntax/jsonwriter.h"
#include "core/usecases/outboxstudy.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace weir {

namespace {

class OutboxCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "outbox"; }
    const char *summary() const override { return "Try every crash and interleaving of an outbox: what can happen?"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder, bundle, or - for standard input");
        options.option("--service", "ID", m_service, "Only the outbox of this service");
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json"), QStringLiteral("markdown")},
                       m_format, "How to print the facts; markdown draws their traces");
    }

    ExitCode run(Session &session) override
    {
        const Result<Project> project = openForCommand(m_project, session);
        if (!project)
            return ExitCode::Unreadable;
        const Result<QList<OutboxStudy>> studies = studyOutboxes(project->catalog, m_service);
        if (!studies)
            return refuse(studies.error(), session, ExitCode::Usage);
        if (m_format == QStringLiteral("json"))
            return deliver(writeJson(outboxJson(project->catalog.project().title, *studies)), {}, session);
        if (m_format == QStringLiteral("markdown"))
            return deliver(outboxMarkdown(*studies), {}, session);
        QString text;
        for (const OutboxStudy &study : *studies)
            text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + studyText(study, session.console);
        return deliver(text.toUtf8(), {}, session);
    }

private:
    static QString studyText(const OutboxStudy &study, const Console &console)
    {
        const bool isFaithful = study.outbox.mode == OutboxMode::Faithful;
        QString text =
            console.inked(
                tr("The outbox of %1 is %2.").arg(study.service, isFaithful ? tr("faithful") : tr("hardened")),
                Ink::Strong)
            + QStringLiteral("\n\n");
        TextTable table;
        table.addColumn(tr("fact"), ColumnAlignment::Left);
        table.addColumn(isFaithful ? tr("faithful (this one)") : tr("faithful"), ColumnAlignment::Left);
        table.addColumn(isFaithful ? tr("hardened") : tr("hardened (this one)"), ColumnAlignment::Left);
        const auto word = [](bool happens) { return happens ? tr("happens") : tr("impossible"); };
        for (const OutboxFact &fact : study.facts)
            table.addRow({fact.title, word(fact.inFaithful), word(fact.inHardened)});
        text += table.text(QStringLiteral("  "));
        for (const OutboxFact &fact : study.facts)
            text += factText(fact, study.outbox.mode, console);
        return text;
    }

    static QString factText(const OutboxFact &fact, OutboxMode mode, const Console &console)
    {
        const bool happens = fact.happensIn(mode);
        QString text = headingText(fact.title, console);
        text += QStringLiteral("  %1\n").arg(
            console.inked(happens ? tr("happens here") : tr("impossible here"), happens ? Ink::Warning : Ink::Good));
        text += QStringLiteral("  %1\n").arg(fact.meaning);
        if (!happens)
            return text;
        int number = 0;
        for (const outbox::Step &step : fact.trace)
            text += QStringLiteral("  %1. %2\n").arg(++number, 4).arg(stepText(step));
        return text;
    }

    QString m_project, m_service, m_format = QStringLiteral("text");
};

} // namespace

std::unique_ptr<Command> outboxCommand()
{
    return std::make_unique<OutboxCommand>();
}

} // namespace weir
