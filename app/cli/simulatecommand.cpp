// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "app/cli/interrupt.h"
#include "app/cli/reporttext.h"
#include "core/usecases/openproject.h"
#include "core/usecases/simulate.h"

#include <QCoreApplication>

namespace weir {

namespace {

class SimulateCommand : public Command
{
public:
    const char *name() const override { return "simulate"; }
    const char *summary() const override { return "Run a scenario: does the design hold, and what breaks first?"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder, bundle, or - for standard input");
        options.option("--scenario", "ID", m_options.scenario,
                       "Scenario to run; default: the only one, else the first");
        options.option("--seed", m_options.seed, 0, ~quint64(0), "Seed of chance; the same seed gives the same report");
        options.option("--replications", m_replications, 1, 10'000, "Independent runs");
        options.option("--set", "PATH=VALUE", m_settings, "Another value: services/billing/receives/bill/instances=4");
        options.option("--assert", "EXPR", m_options.assertions,
                       "A promise to check: \"p99(order.placed -> billing) < 5m\"");
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json")}, m_format,
                       "How to print the report");
    }

    ExitCode run(Session &session) override
    {
        if (m_replications)
            m_options.replications = int(*m_replications);
        for (const QString &text : std::as_const(m_settings)) {
            const Result<ScenarioSetting> setting = parseSetting(text);
            if (!setting)
                return refuse(setting.error(), session, ExitCode::Usage);
            m_options.set.append(*setting);
        }
        // Before any other thread, so that all of them leave the signals alone.
        InterruptWatch watch;
        Result<Project> project = openForCommand(m_project, session);
        if (!project)
            return ExitCode::Unreadable;
        SimulationControl control;
        control.stop = watch.token();
        control.progress = [&console = session.console](double share) {
            console.showProgress(QCoreApplication::translate("weir", "Simulating"), share);
        };
        m_options.root = project->root;
        const Result<Report> report = simulate(project->catalog, m_options, control);
        session.console.clearProgress();
        if (!report) {
            const bool isDesign = !report.error().place.file.isEmpty();
            return refuse(locatedError(report.error(), *project), session,
                          isDesign ? ExitCode::Unreadable : ExitCode::Usage);
        }
        return show(*report, watch, session);
    }

private:
    ExitCode show(const Report &report, const InterruptWatch &watch, Session &session) const
    {
        const bool isJson = m_format == QStringLiteral("json");
        const Result<void> printed =
            session.console.print(isJson ? reportBytes(report) : reportText(report, session.console).toUtf8());
        if (!printed)
            return refuse(printed.error(), session, ExitCode::Unwritable);
        if (watch.isInterrupted())
            return ExitCode::Interrupted;
        return report.holds ? ExitCode::Done : ExitCode::Broken;
    }

    QString m_project;
    QStringList m_settings;
    QString m_format = QStringLiteral("text");
    std::optional<quint64> m_replications;
    SimulationOptions m_options;
};

} // namespace

std::unique_ptr<Command> simulateCommand()
{
    return std::make_unique<SimulateCommand>();
}

} // namespace weir
