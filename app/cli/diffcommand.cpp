// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "app/cli/interrupt.h"
#include "app/cli/texttable.h"
#include "core/base/translate.h"
#include "core/syntax/jsonwriter.h"
#include "core/usecases/diff.h"
#include "core/usecases/revisions.h"

#include <nlohmann/json.hpp>

namespace weir {

namespace {

class DiffCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "diff"; }
    const char *summary() const override
    {
        return "Compare two designs by meaning: renames, what breaks, whom it hurts; exit code 5 when something breaks";
    }

    void declare(CommandOptions &options) override
    {
        options.argument("A", m_first, "Folder, bundle, - or git revision; or a range of revisions: A..B, A...B");
        options.optionalArgument(
            "B", m_second,
            "The later design; behind a range, or one revision that is compared with the files as they "
            "are: the project's path, by default the current folder");
        options.optionalArgument("PATH", m_path, "The project's path, when A and B are revisions");
        options.flag("--simulate", m_isSimulating,
                     "Also run the later design's scenario on both, and compare the figures");
        options.option("--scenario", "ID", m_options.scenario,
                       "Scenario to run; default: the only one, else the first");
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json"), QStringLiteral("markdown")},
                       m_format, "How to print the differences; markdown is for a pull request");
    }

    ExitCode run(Session &session) override
    {
        // Before any other thread, so that all of them leave the signals alone.
        InterruptWatch watch;
        Result<DesignPair> pair = openDesignPair(names(), &session.standardInput);
        if (!pair)
            return refuse(pair.error(), session, ExitCode::Unreadable);
        for (const Project *project : {&pair->before, &pair->after})
            tellUnread(*project, project == &pair->before ? pair->beforeName : pair->afterName, session);
        DesignDifferences found{
            pair->beforeName, pair->afterName, compare(pair->before.catalog, pair->after.catalog), {}};
        if (m_isSimulating || !m_options.scenario.isEmpty())
            found.simulation = simulated(*pair, watch, session);
        const ExitCode shown = deliver(bytesOf(found, session.console), {}, session);
        if (shown != ExitCode::Done)
            return shown;
        if (watch.isInterrupted())
            return ExitCode::Interrupted;
        const qsizetype breaking = found.breakingCount(), others = found.differences.size() - breaking;
        session.console.say(tr("%1 breaking, %2 other.").arg(breaking).arg(others));
        return breaking > 0 ? ExitCode::Violations : ExitCode::Done;
    }

private:
    QStringList names() const
    {
        QStringList given{m_first, m_second, m_path};
        given.removeAll(QString());
        return given;
    }

    /// Parts of a design that could not be read are missing from the comparison.
    static void tellUnread(const Project &project, const QString &name, Session &session)
    {
        for (const Finding &finding : project.findings) {
            if (finding.severity != Severity::Error)
                continue;
            Place place = finding.place;
            place.file = name + QStringLiteral(": ") + place.file;
            session.console.complain({finding.message, place, finding.hint});
        }
    }

    SimulatedDifference simulated(const DesignPair &pair, InterruptWatch &watch, Session &session)
    {
        SimulationControl control;
        control.stop = watch.token();
        control.progress = [&console = session.console](double share) {
            console.showProgress(tr("Simulating"), share);
        };
        m_options.root = pair.after.root;
        SimulatedDifference result = simulateBoth(pair.before.catalog, pair.after.catalog, m_options, control);
        session.console.clearProgress();
        return result;
    }

    QByteArray bytesOf(const DesignDifferences &found, const Console &console) const
    {
        if (m_format == QStringLiteral("json"))
            return writeJson(differencesJson(found));
        if (m_format == QStringLiteral("markdown"))
            return differencesMarkdown(found);
        QString lines;
        for (const Difference &difference : found.differences)
            lines += textOf(difference, console);
        return (lines + (found.simulation ? textOf(*found.simulation, console) : QString())).toUtf8();
    }

    static QString textOf(const Difference &difference, const Console &console)
    {
        const QString word = difference.isBreaking
            ? console.inked(tr("breaking:"), Ink::Bad)
            : console.inked(differenceKindName(difference.kind) + QStringLiteral(":"), Ink::Good);
        QString text =
            QStringLiteral("%1 %2 %3\n")
                .arg(word, difference.what, console.inked(QStringLiteral("[%1]").arg(difference.rule), Ink::Faint));
        QString effect = difference.effect;
        if (!difference.hurt.isEmpty())
            effect += (effect.isEmpty() ? QString() : QStringLiteral(" "))
                + tr("Hurts %1.").arg(difference.hurt.join(QStringLiteral(", ")));
        if (!effect.isEmpty())
            text += QStringLiteral("  %1\n").arg(effect);
        if (!difference.hint.isEmpty())
            text += QStringLiteral("  %1\n").arg(difference.hint);
        return text;
    }

    static QString figureOf(const std::optional<double> &value, FigureUnit unit)
    {
        return value ? figureText(*value, unit) : QStringLiteral("-");
    }

    static QString textOf(const SimulatedDifference &simulation, const Console &console)
    {
        const QString scenario = simulation.scenario.isEmpty() ? tr("the default run") : simulation.scenario;
        QString text = console.inked(tr("Simulated: %1").arg(scenario), Ink::Strong) + QLatin1Char('\n');
        if (!simulation.note.isEmpty())
            return text + QStringLiteral("  %1\n").arg(simulation.note);
        if (simulation.figures.isEmpty())
            return text + tr("  No figure differs.") + QLatin1Char('\n');
        TextTable table;
        table.addColumn(tr("element"), ColumnAlignment::Left);
        table.addColumn(tr("figure"), ColumnAlignment::Left);
        table.addColumn(tr("before"), ColumnAlignment::Right);
        table.addColumn(tr("after"), ColumnAlignment::Right);
        for (const FigureDifference &figure : simulation.figures)
            table.addRow({figure.element, figure.figure, figureOf(figure.before, figure.unit),
                          figureOf(figure.after, figure.unit)});
        return text + table.text(QStringLiteral("  "));
    }

    QString m_first, m_second, m_path;
    bool m_isSimulating = false;
    QString m_format = QStringLiteral("text");
    SimulationOptions m_options;
};

} // namespace

std::unique_ptr<Command> diffCommand()
{
    return std::make_unique<DiffCommand>();
}

} // namespace weir
