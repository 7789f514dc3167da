// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schemacommand.h"

#include "app/cli/input.h"
#include "core/syntax/jsonwriter.h"

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
        const QByteArray bytes = m_format == QStringLiteral("json") ? writeJson(evolutionJson(evolution))
                                                                    : text(evolution, session.console).toUtf8();
        const ExitCode shown = deliver(bytes, {}, session);
        if (shown != ExitCode::Done)
            return shown;
        const bool needsBackward = m_required == QStringLiteral("full") || m_required == QStringLiteral("backward");
        const bool needsForward = m_required == QStringLiteral("full") || m_required == QStringLiteral("forward");
        const bool isEnough =
            (!needsBackward || isBackward(evolution.verdict)) && (!needsForward || isForward(evolution.verdict));
        return isEnough ? ExitCode::Done : ExitCode::Violations;
    }

private:
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
