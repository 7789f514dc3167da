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

#include <cmath>

namespace weir {

namespace {

/// Significant differences that the text shows.
constexpr qsizetype mostShown = 40;

/// The text of a comparison.
class ComparisonText
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    ComparisonText(const PairedComparison &comparison, const ComparisonOptions &options, const Console &console)
        : m_comparison(comparison)
        , m_console(console)
        , m_first(nameOf(comparison.first, options.first))
        , m_second(nameOf(comparison.second, options.second))
    {}

    QString text() const
    {
        QString text = m_console.inked(comparisonSentence(m_comparison), Ink::Strong) + u'\n';
        text += tr("%1: seed %2, %3 pairs of runs with the same random numbers\n")
                    .arg(m_comparison.first.project)
                    .arg(m_comparison.first.seed)
                    .arg(m_comparison.first.replications);
        text += sideText(QStringLiteral("A"), m_first, m_comparison.first);
        text += sideText(QStringLiteral("B"), m_second, m_comparison.second);
        return text + tableText() + remarks();
    }

private:
    static QString nameOf(const Report &report, const ComparedSide &side)
    {
        QString name = report.scenario.isEmpty() ? tr("the built-in scenario") : report.scenario;
        for (const ScenarioSetting &setting : side.set)
            name += QStringLiteral(", %1=%2").arg(setting.path, QString::fromStdString(setting.value.get().dump()));
        return name;
    }

    QString sideText(const QString &letter, const QString &name, const Report &report) const
    {
        return headingText(QStringLiteral("%1: %2").arg(letter, name), m_console)
            + QStringLiteral("  %1\n").arg(m_console.inked(report.verdict, report.holds ? Ink::Good : Ink::Bad))
            + assertionLines(report, m_console);
    }

    QString tableText() const
    {
        TextTable table;
        table.addColumn(tr("element"), ColumnAlignment::Left);
        table.addColumn(tr("figure"), ColumnAlignment::Left);
        for (const QString &title :
             {QStringLiteral("A"), QStringLiteral("B"), tr("B − A"), tr("± (95 %)"), tr("change")})
            table.addColumn(title, ColumnAlignment::Right);
        for (const PairedFigure &figure : m_comparison.figures.first(shown())) {
            table.addRow({figure.element, figure.figure, figureText(figure.first, figure.unit),
                          figureText(figure.second, figure.unit), signedFigure(figure.difference, figure.unit),
                          figureText(figure.ci95.value_or(0), figure.unit), changeText(figure)});
        }
        return table.isEmpty() ? QString()
                               : headingText(tr("Differences"), m_console) + table.text(QStringLiteral("  "));
    }

    /// `+12 %`; from ten times on `×34`.
    static QString changeText(const PairedFigure &figure)
    {
        if (figure.first == 0)
            return QStringLiteral("-");
        const double factor = figure.second / figure.first;
        return factor < 10 ? signedFigure(factor - 1, FigureUnit::Utilisation)
                           : QStringLiteral("×%1").arg(figureText(std::round(factor), FigureUnit::Messages));
    }

    qsizetype shown() const { return std::min(mostShown, m_comparison.significant()); }

    QString remarks() const
    {
        QString text;
        const auto add = [&text](const QString &line) { text += QStringLiteral("  %1\n").arg(line); };
        const qsizetype significant = m_comparison.significant();
        if (significant > shown())
            add(tr("%1 more differ less; --format json has them all.").arg(significant - shown()));
        qsizetype equal = 0;
        for (const PairedFigure &figure : m_comparison.figures)
            equal += figure.isEqual() ? 1 : 0;
        const qsizetype unclear = m_comparison.figures.size() - significant - equal;
        add(tr("%1 figures are equal in every pair, %2 differ by no more than chance explains.")
                .arg(equal)
                .arg(unclear));
        if (significant + unclear > 0)
            add(tr("Of figures that do not differ at all, 1 in 20 would be shown here by chance."));
        if (!m_comparison.onlyFirst.isEmpty())
            add(tr("Only A has: %1.").arg(m_comparison.onlyFirst.join(QStringLiteral(", "))));
        if (!m_comparison.onlySecond.isEmpty())
            add(tr("Only B has: %1.").arg(m_comparison.onlySecond.join(QStringLiteral(", "))));
        if (m_comparison.stopped)
            add(tr("Stopped early: only pairs that both sides finished are compared."));
        return u'\n' + text;
    }

    const PairedComparison &m_comparison;
    const Console &m_console;
    QString m_first, m_second;
};

class CompareCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "compare"; }
    const char *summary() const override { return "Run two scenarios with the same random numbers: what differs?"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder, bundle, or - for standard input");
        options.option("--scenario", "ID", m_scenarios,
                       "Give it twice: A, then B; once: both; default: the only one, else the first");
        options.option("--set", "PATH=VALUE", m_both, "Another value on both sides");
        options.option("--set-a", "PATH=VALUE", m_first, "Another value on side A");
        options.option("--set-b", "PATH=VALUE", m_second,
                       "Another value on side B: services/billing/receives/bill/instances=4");
        options.option("--seed", m_options.seed, 0, ~quint64(0), "Seed of chance for both sides");
        options.option("--replications", m_replications, 2, 10'000,
                       "Pairs of runs; default: the scenarios', at least 5");
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json")}, m_format,
                       "How to print the comparison");
    }

    ExitCode run(Session &session) override
    {
        const Result<void> understood = understand();
        if (!understood)
            return refuse(understood.error(), session, ExitCode::Usage);
        return runExperiment<PairedComparison>(
            m_project, tr("Comparing"), session,
            [this](const Project &project, const SimulationControl &control) {
                m_options.root = project.root;
                return compareScenarios(project.catalog, m_options, control);
            },
            [&](const PairedComparison &comparison) {
                return m_format == QStringLiteral("json")
                    ? writeJson(comparisonJson(comparison))
                    : ComparisonText(comparison, m_options, session.console).text().toUtf8();
            });
    }

private:
    Result<void> understand()
    {
        if (m_scenarios.size() > 2)
            return Error{tr("Two scenarios can be compared, not %1.").arg(m_scenarios.size()), {}, {}};
        if (m_scenarios.size() < 2 && m_first == m_second)
            return Error{tr("Both sides are the same: there is nothing to compare."),
                         {},
                         tr("Give --scenario twice, or another value on one side with --set-b PATH=VALUE.")};
        const Result<QList<ScenarioSetting>> both = settingsOf(m_both), first = settingsOf(m_first),
                                             second = settingsOf(m_second);
        for (const auto *settings : {&both, &first, &second}) {
            if (!*settings)
                return settings->error();
        }
        m_options.set = *both;
        m_options.first = {m_scenarios.value(0), *first};
        m_options.second = {m_scenarios.size() > 1 ? m_scenarios.at(1) : m_scenarios.value(0), *second};
        if (m_replications)
            m_options.replications = int(*m_replications);
        return {};
    }

    QString m_project;
    QStringList m_scenarios, m_both, m_first, m_second;
    QString m_format = QStringLiteral("text");
    std::optional<quint64> m_replications;
    ComparisonOptions m_options;
};

} // namespace

std::unique_ptr<Command> compareCommand()
{
    return std::make_unique<CompareCommand>();
}

} // namespace weir
