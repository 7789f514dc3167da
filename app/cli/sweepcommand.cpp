// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/experiment.h"
#include "app/cli/input.h"
#include "app/cli/texttable.h"
#include "core/syntax/jsonwriter.h"
#include "core/usecases/experiments.h"
#include "core/usecases/experimenttext.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace weir {

namespace {

/// The text of a sweep.
class SweepText
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    SweepText(const Sweep &sweep, const Console &console) : m_sweep(sweep), m_console(console) {}

    QString text() const
    {
        QString text = m_console.inked(sweepSentence(m_sweep), m_sweep.holds() ? Ink::Good : Ink::Bad) + u'\n';
        if (m_sweep.points.isEmpty())
            return text;
        const Report &first = m_sweep.points.first().report;
        text += tr("%1: %2, seed %3, %4 points of %5 × %6\n")
                    .arg(first.project,
                         first.scenario.isEmpty() ? tr("the built-in scenario") : tr("scenario %1").arg(first.scenario))
                    .arg(first.seed)
                    .arg(m_sweep.points.size())
                    .arg(first.replications)
                    .arg(figureText(first.simulated, FigureUnit::Seconds));
        return text + promisesText() + headingText(tr("Points"), m_console) + table().text(QStringLiteral("  "))
            + warningsText();
    }

private:
    /// Each promise with the place where it breaks.
    QString promisesText() const
    {
        const QList<AssertionReport> &assertions = m_sweep.points.first().report.assertions;
        if (assertions.isEmpty())
            return {};
        QString text = headingText(tr("Promises"), m_console);
        for (qsizetype i = 0; i < assertions.size(); ++i) {
            text += QStringLiteral("  [%1] %2\n").arg(i + 1).arg(assertions.at(i).text);
            const Ink ink = std::all_of(m_sweep.points.cbegin(), m_sweep.points.cend(),
                                        [i](const SweepPoint &p) { return p.report.assertions.at(i).holds; })
                ? Ink::Good
                : Ink::Bad;
            for (const QString &line : sweepPlaces(m_sweep, i))
                text += QStringLiteral("      %1\n").arg(m_console.inked(line, ink));
        }
        return text;
    }

    TextTable table() const
    {
        TextTable table;
        for (const Variation &variation : m_sweep.parameters)
            table.addColumn(variation.path.section(u'/', 1), ColumnAlignment::Right);
        table.addColumn(tr("holds"), ColumnAlignment::Left);
        table.addColumn(tr("busiest"), ColumnAlignment::Left);
        table.addColumn(tr("busy"), ColumnAlignment::Right);
        table.addColumn(tr("mean wait"), ColumnAlignment::Right);
        for (qsizetype i = 0; i < m_sweep.points.first().report.assertions.size(); ++i)
            table.addColumn(QStringLiteral("[%1]").arg(i + 1), ColumnAlignment::Right);
        for (const SweepPoint &point : m_sweep.points)
            table.addRow(row(point));
        return table;
    }

    QStringList row(const SweepPoint &point) const
    {
        QStringList cells;
        for (qsizetype i = 0; i < point.at.size(); ++i)
            cells.append(m_sweep.parameters.at(i).texts.at(point.at.at(i)));
        cells.append(point.report.holds ? tr("yes") : tr("NO"));
        if (point.report.bottlenecks.isEmpty()) {
            cells.append({QStringLiteral("-"), QStringLiteral("-"), QStringLiteral("-")});
        } else {
            const BottleneckReport &worst = point.report.bottlenecks.first();
            cells.append(worst.element);
            cells.append(figureText(worst.utilisation, FigureUnit::Utilisation));
            cells.append(worst.wait ? figureText(*worst.wait, FigureUnit::Seconds) : QStringLiteral("-"));
        }
        for (const AssertionReport &assertion : point.report.assertions)
            cells.append(assertion.value ? measuredFigure(assertion) : QStringLiteral("-"));
        return cells;
    }

    /// What every point warns of, such as a parameter that changes nothing because it is misspelt.
    QString warningsText() const
    {
        QStringList common = m_sweep.points.first().report.warnings;
        for (const SweepPoint &point : m_sweep.points)
            common.removeIf([&](const QString &warning) { return !point.report.warnings.contains(warning); });
        QString text = common.isEmpty() ? QString() : headingText(tr("Warnings"), m_console);
        for (const QString &warning : std::as_const(common))
            text += QStringLiteral("  %1\n").arg(warning);
        return text;
    }

    const Sweep &m_sweep;
    const Console &m_console;
};

class SweepCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "sweep"; }
    const char *summary() const override { return "Run a scenario over a range of values: where does it break?"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder, bundle, or - for standard input");
        options.option("--vary", "PATH=FROM..TO[:STEPS]", m_vary,
                       "Values to try, once or twice: services/billing/receives/bill/instances=1..8, "
                       "scenarios/rush/load/factor=1..20:5");
        options.option("--scenario", "ID", m_options.run.scenario,
                       "Scenario to run; default: the only one, else the first");
        options.option("--seed", m_options.run.seed, 0, ~quint64(0), "Seed of chance, the same at every point");
        options.option("--replications", m_replications, 1, 10'000, "Independent runs at each point");
        options.option("--set", "PATH=VALUE", m_settings, "Another value at every point");
        options.option("--assert", "EXPR", m_options.run.assertions, "A promise to check at every point");
        options.option("--threads", m_threads, 1, 1'024, "Points at a time; default: as many as there are cores");
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json"), QStringLiteral("csv")}, m_format,
                       "How to print the curves");
    }

    ExitCode run(Session &session) override
    {
        const Result<void> understood = understand();
        if (!understood)
            return refuse(understood.error(), session, ExitCode::Usage);
        return runExperiment<Sweep>(
            m_project, tr("Sweeping"), session,
            [this](const Project &project, const SimulationControl &control) {
                m_options.run.root = project.root;
                return runSweep(project.catalog, m_options, control);
            },
            [&](const Sweep &sweep) { return bytesOf(sweep, session.console); });
    }

private:
    Result<void> understand()
    {
        if (m_vary.isEmpty() || m_vary.size() > 2)
            return Error{tr("A sweep varies one or two parameters, not %1.").arg(m_vary.size()),
                         {},
                         tr("Give --vary PATH=FROM..TO once or twice.")};
        for (const QString &text : std::as_const(m_vary)) {
            const Result<Variation> variation = parseVariation(text);
            if (!variation)
                return variation.error();
            m_options.vary.append(*variation);
        }
        const Result<QList<ScenarioSetting>> settings = settingsOf(m_settings);
        if (!settings)
            return settings.error();
        m_options.run.set = *settings;
        if (m_replications)
            m_options.run.replications = int(*m_replications);
        m_options.run.threads = int(m_threads.value_or(0));
        return {};
    }

    QByteArray bytesOf(const Sweep &sweep, const Console &console) const
    {
        if (m_format == QStringLiteral("json"))
            return writeJson(sweepJson(sweep));
        if (m_format == QStringLiteral("csv"))
            return sweepCsv(sweep);
        return SweepText(sweep, console).text().toUtf8();
    }

    QString m_project;
    QStringList m_vary, m_settings;
    QString m_format = QStringLiteral("text");
    std::optional<quint64> m_replications, m_threads;
    SweepOptions m_options;
};

} // namespace

std::unique_ptr<Command> sweepCommand()
{
    return std::make_unique<SweepCommand>();
}

} // namespace weir
