// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/experiment.h"
#include "app/cli/input.h"
#include "app/cli/reporttext.h"
#include "core/simulation/tracewriter.h"
#include "core/usecases/reportjunit.h"
#include "core/usecases/simulate.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace weir {

namespace {

class SimulateCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

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
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json"), QStringLiteral("junit")}, m_format,
                       "How to print the report");
        options.option("--trace", "FILE", m_traceFile,
                       "Write every step of every message of the first replication, one JSON object a line");
        options.option("--trace-every", m_traceEvery, 1, ~quint64(0),
                       "Only one in N chains of events, each with all it causes");
    }

    ExitCode run(Session &session) override
    {
        if (m_replications)
            m_options.replications = int(*m_replications);
        const Result<QList<ScenarioSetting>> settings = settingsOf(m_settings);
        if (!settings)
            return refuse(settings.error(), session, ExitCode::Usage);
        m_options.set = *settings;
        // Before any other thread, so that all of them leave the signals alone.
        InterruptWatch watch;
        Result<Project> project = openForCommand(m_project, session);
        if (!project)
            return ExitCode::Unreadable;
        m_options.root = project->root;
        SimulationControl control = watchedControl(watch, session, tr("Simulating"));
        QSaveFile traceFile(m_traceFile);
        if (!m_traceFile.isEmpty()) {
            if (!traceFile.open(QIODevice::WriteOnly))
                return refuse(unwritable(traceFile), session, ExitCode::Unwritable);
            m_trace = {&traceFile, m_traceEvery.value_or(1)};
            control.trace = &m_trace;
        }
        const Result<Report> report = simulate(project->catalog, m_options, control);
        session.console.clearProgress();
        if (!m_traceFile.isEmpty() && traceFile.error() != QFileDevice::NoError)
            return refuse(unwritable(traceFile), session, ExitCode::Unwritable);
        if (!report)
            return refuseSimulation(report.error(), *project, session);
        if (!m_traceFile.isEmpty() && !traceFile.commit())
            return refuse(unwritable(traceFile), session, ExitCode::Unwritable);
        return show(*report, watch, session);
    }

private:
    static Error unwritable(const QSaveFile &file)
    {
        return {tr("%1 could not be written: %2.").arg(file.fileName(), file.errorString()), {}, {}};
    }

    QByteArray bytesOf(const Report &report, const Console &console) const
    {
        if (m_format == QStringLiteral("json"))
            return reportBytes(report);
        return m_format == QStringLiteral("junit") ? reportJunit(report) : reportText(report, console).toUtf8();
    }

    ExitCode show(const Report &report, const InterruptWatch &watch, Session &session) const
    {
        const Result<void> printed = session.console.print(bytesOf(report, session.console));
        if (!printed)
            return refuse(printed.error(), session, ExitCode::Unwritable);
        if (watch.isInterrupted())
            return ExitCode::Interrupted;
        return report.holds ? ExitCode::Done : ExitCode::Broken;
    }

    QString m_project;
    QStringList m_settings;
    QString m_format = QStringLiteral("text");
    QString m_traceFile;
    std::optional<quint64> m_replications, m_traceEvery;
    TraceTarget m_trace;
    SimulationOptions m_options;
};

} // namespace

std::unique_ptr<Command> simulateCommand()
{
    return std::make_unique<SimulateCommand>();
}

} // namespace weir
