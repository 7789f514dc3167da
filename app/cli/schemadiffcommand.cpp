// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schemacommand.h"

#include "app/cli/input.h"
#include "core/syntax/jsonwriter.h"
#include "core/usecases/schemareaders.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace weir {

namespace {

class SchemaDiffCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "diff"; }
    const char *summary() const override
    {
        return "Judge a new version of a schema: backward, forward, full or none; exit code 5 when it breaks somebody";
    }

    void declare(CommandOptions &options) override
    {
        options.argument("OLD", m_old, "The old version; EVENT.json#1 is version 1 of an event type");
        options.argument("NEW", m_new, "The new version");
        declareSchemaOptions(options, m_options);
        options.choice(
            "--require",
            {QStringLiteral("full"), QStringLiteral("backward"), QStringLiteral("forward"), QStringLiteral("none")},
            m_required, "Compatibility that is needed for exit code 0; default: full");
        options.option("--project", "PROJECT", m_project, "Names the consumers that the change hurts in this project");
        options.option("--event", "ID", m_event, "Event type that OLD and NEW are schemas of; default: as they say");
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json")}, m_format,
                       "How to print the changes");
    }

    ExitCode run(Session &session) override
    {
        const auto before = schemaForCommand(m_old, m_options, session);
        const auto after = before ? schemaForCommand(m_new, m_options, session) : std::nullopt;
        if (!after)
            return ExitCode::Unreadable;
        const SchemaEvolution evolution = evolutionOf(*before, *after);
        std::optional<Consumers> consumers;
        if (!m_project.isEmpty()) {
            const ExitCode found = findConsumers(evolution.verdict, consumers, session);
            if (found != ExitCode::Done)
                return found;
        }
        const ExitCode shown = deliver(bytesOf(evolution, consumers, session.console), {}, session);
        if (shown != ExitCode::Done)
            return shown;
        const bool needsBackward = m_required == QStringLiteral("full") || m_required == QStringLiteral("backward");
        const bool needsForward = m_required == QStringLiteral("full") || m_required == QStringLiteral("forward");
        const bool isEnough =
            (!needsBackward || isBackward(evolution.verdict)) && (!needsForward || isForward(evolution.verdict));
        return isEnough ? ExitCode::Done : ExitCode::Violations;
    }

private:
    struct Consumers
    {
        VersionStep step;
        QList<SchemaReader> readers;
    };

    ExitCode findConsumers(Compatibility verdict, std::optional<Consumers> &found, Session &session) const
    {
        const Result<Project> project = openForCommand(m_project, session);
        if (!project)
            return ExitCode::Unreadable;
        const Result<VersionStep> step = versionStep(project->catalog, m_old, m_new, m_event);
        if (!step)
            return refuse(step.error(), session, ExitCode::Usage);
        found = Consumers{*step, readersOf(project->catalog, *step, verdict)};
        return ExitCode::Done;
    }

    QByteArray bytesOf(const SchemaEvolution &evolution, const std::optional<Consumers> &consumers,
                       const Console &console) const
    {
        if (m_format == QStringLiteral("json")) {
            Json json = evolutionJson(evolution);
            if (consumers)
                addReaders(json, consumers->step, consumers->readers);
            return writeJson(json);
        }
        return (text(evolution, console) + (consumers ? text(*consumers, console) : QString())).toUtf8();
    }

    static QString text(const Consumers &consumers, const Console &console)
    {
        if (consumers.readers.isEmpty())
            return tr("Nobody in the project receives %1.\n").arg(consumers.step.event);
        QString lines = tr("Consumers of %1:\n").arg(consumers.step.event);
        for (const SchemaReader &reader : consumers.readers) {
            const bool isSafe = reader.effect == StepEffect::Safe, isOpen = reader.effect == StepEffect::Unstated;
            const QString word = isSafe ? tr("safe") : isOpen ? tr("open") : tr("hurt");
            const Ink ink = isSafe ? Ink::Good : isOpen ? Ink::Warning : Ink::Bad;
            lines += QStringLiteral("  %1: %2: %3\n").arg(console.inked(word, ink), reader.title, reader.why);
        }
        return lines;
    }

    static QString verdict(Compatibility compatibility)
    {
        switch (compatibility) {
        case Compatibility::Full:
            return tr("full: either version's consumers can read the other's events");
        case Compatibility::Backward:
            return tr("backward: consumers of the new version can read old events, not the other way round");
        case Compatibility::Forward:
            return tr("forward: consumers of the old version can read new events, not the other way round");
        case Compatibility::None:
            break;
        }
        return tr("none: neither version's consumers can read all of the other's events");
    }

    QString text(const SchemaEvolution &evolution, const Console &console) const
    {
        const bool isFull = evolution.verdict == Compatibility::Full;
        QString lines = console.inked(verdict(evolution.verdict), isFull ? Ink::Good : Ink::Bad) + u'\n';
        for (const SchemaChange &change : evolution.changes) {
            const QString breaks = change.breaksBackward && change.breaksForward ? tr("breaks both:")
                : change.breaksBackward                                          ? tr("breaks backward:")
                : change.breaksForward                                           ? tr("breaks forward:")
                                                                                 : tr("compatible:");
            lines += QStringLiteral("%1#%2: %3 %4 %5\n")
                         .arg(change.isInOld ? m_old : m_new, change.pointer,
                              console.inked(breaks, change.isBreaking() ? Ink::Bad : Ink::Good), change.why,
                              console.inked(QStringLiteral("[%1]").arg(change.rule), Ink::Faint));
            if (!change.fix.isEmpty())
                lines += QStringLiteral("  %1\n").arg(change.fix);
        }
        return lines;
    }

    QString m_old;
    QString m_new;
    QString m_project;
    QString m_event;
    SchemaFileOptions m_options;
    QString m_required = QStringLiteral("full");
    QString m_format = QStringLiteral("text");
};

} // namespace

std::unique_ptr<Command> schemaDiffCommand()
{
    return std::make_unique<SchemaDiffCommand>();
}

} // namespace weir
