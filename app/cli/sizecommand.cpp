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

/// The text of an answer.
class SizingText
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    SizingText(const Sizing &sizing, const Console &console) : m_sizing(sizing), m_console(console) {}

    QString text() const
    {
        if (m_sizing.stopped)
            return sizingSentence(m_sizing) + u'\n';
        const Report &report = m_sizing.report;
        QString text = m_console.inked(sizingSentence(m_sizing), m_sizing.isPossible ? Ink::Good : Ink::Bad) + u'\n';
        text +=
            tr("%1: %2, seed %3, %4 simulations of %5 × %6\n")
                .arg(report.project,
                     report.scenario.isEmpty() ? tr("the built-in scenario") : tr("scenario %1").arg(report.scenario))
                .arg(report.seed)
                .arg(m_sizing.runs)
                .arg(report.replications)
                .arg(figureText(report.simulated, FigureUnit::Seconds));
        text += m_sizing.question == SizeQuestion::Instances ? instancesText() : quantityText();
        const QString title = m_sizing.isPossible ? tr("Promises with this answer") : tr("Promises at the last try");
        text += headingText(title, m_console) + assertionLines(report, m_console);
        if (!report.warnings.isEmpty())
            text += headingText(tr("Warnings"), m_console);
        for (const QString &warning : report.warnings)
            text += QStringLiteral("  %1\n").arg(warning);
        return text;
    }

private:
    QString instancesText() const
    {
        TextTable table;
        table.addColumn(tr("subscription"), ColumnAlignment::Left);
        for (const QString &title : {tr("now"), tr("estimate"), tr("fewest"), tr("busy"), tr("p99")})
            table.addColumn(title, ColumnAlignment::Right);
        for (const SizedSubscription &subscription : m_sizing.subscriptions) {
            const SubscriptionReport *measured = m_sizing.report.subscription(subscription.path);
            const bool isKnown = m_sizing.isPossible && measured != nullptr;
            table.addRow(
                {subscription.path, QString::number(subscription.now), QString::number(subscription.estimate),
                 m_sizing.isPossible ? QString::number(subscription.fewest) : none(),
                 isKnown ? figureText(measured->utilisation, FigureUnit::Utilisation) : none(),
                 isKnown && measured->endToEnd ? figureText(measured->endToEnd->p99, FigureUnit::Seconds) : none()});
        }
        return headingText(tr("Instances"), m_console) + table.text(QStringLiteral("  "))
            + tr("  The estimate is that of queueing theory (Erlang C with Allen & Cunneen's correction).\n");
    }

    QString quantityText() const
    {
        const bool isLoad = m_sizing.question == SizeQuestion::Load;
        const auto figure = [this](double value) { return sizedText(m_sizing.question, value); };
        const SizedQuantity &quantity = m_sizing.quantity;
        TextTable table;
        for (const QString &title : {tr("now"), tr("estimate"), tr("kept up to"), tr("broken at")})
            table.addColumn(title, ColumnAlignment::Right);
        table.addRow({figure(quantity.now), quantity.estimate ? figure(*quantity.estimate) : none(),
                      m_sizing.isPossible ? figure(quantity.most) : none(),
                      quantity.broken ? figure(*quantity.broken) : none()});
        return headingText(isLoad ? tr("Load") : tr("Outage"), m_console) + table.text(QStringLiteral("  "))
            + tr("  The estimate is that of queueing theory.\n");
    }

    static QString none() { return QStringLiteral("-"); }

    const Sizing &m_sizing;
    const Console &m_console;
};

class SizeCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "size"; }
    const char *summary() const override { return "Find the fewest instances that keep the promises"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder, bundle, or - for standard input");
        options.choice("--find", {QStringLiteral("instances"), QStringLiteral("load"), QStringLiteral("outage")},
                       m_find, "What to look for: the fewest instances, the largest load, the longest outage");
        options.option("--scenario", "ID", m_options.run.scenario,
                       "Scenario to run; default: the only one, else the first");
        options.option("--seed", m_options.run.seed, 0, ~quint64(0), "Seed of chance");
        options.option("--replications", m_replications, 1, 10'000,
                       "Independent runs of each try; all of them must keep the promises");
        options.option("--set", "PATH=VALUE", m_settings, "Another value");
        options.option("--assert", "EXPR", m_options.run.assertions, "A further promise");
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json")}, m_format,
                       "How to print the answer");
    }

    ExitCode run(Session &session) override
    {
        const Result<QList<ScenarioSetting>> settings = settingsOf(m_settings);
        if (!settings)
            return refuse(settings.error(), session, ExitCode::Usage);
        m_options.run.set = *settings;
        if (m_replications)
            m_options.run.replications = int(*m_replications);
        if (m_find != QStringLiteral("instances"))
            m_options.question = m_find == QStringLiteral("load") ? SizeQuestion::Load : SizeQuestion::Outage;
        bool isPossible = true;
        const ExitCode code = runExperiment<Sizing>(
            m_project, tr("Looking for the size"), session,
            [this](const Project &project, const SimulationControl &control) {
                m_options.run.root = project.root;
                return findSize(project.catalog, m_options, control);
            },
            [&](const Sizing &sizing) {
                isPossible = sizing.isPossible;
                return m_format == QStringLiteral("json") ? writeJson(sizingJson(sizing))
                                                          : SizingText(sizing, session.console).text().toUtf8();
            });
        return code == ExitCode::Done && !isPossible ? ExitCode::Broken : code;
    }

private:
    QString m_project;
    QStringList m_settings;
    QString m_find = QStringLiteral("instances"), m_format = QStringLiteral("text");
    std::optional<quint64> m_replications;
    SizingOptions m_options;
};

} // namespace

std::unique_ptr<Command> sizeCommand()
{
    return std::make_unique<SizeCommand>();
}

} // namespace weir
