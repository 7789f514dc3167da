// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/reportpanel.h"

#include "ui/editing/projectdocument.h"
#include "ui/simulator/elementname.h"
#include "ui/simulator/reportlinerow.h"
#include "ui/simulator/reportrows.h"
#include "ui/simulator/simulationtool.h"
#include "ui/theme/emptystate.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr int mostDifferences = 8;
constexpr int mostSentences = 12;
constexpr qsizetype mostLines = 12; // of a section

QLabel *addText(QVBoxLayout &column, const QString &text, Look look)
{
    QLabel *label = makeParagraph(text, look);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column.addWidget(label);
    return label;
}

void addHeading(QVBoxLayout &column, const QString &text)
{
    column.addSpacing(10);
    addText(column, text, Look::Heading);
}

} // namespace

ReportPanel::ReportPanel(SimulationTool &tool, ProjectDocument &document, const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_tool(tool)
    , m_document(document)
    , m_theme(theme)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Report of the run"));
    connect(&tool, &SimulationTool::currentChanged, this, &ReportPanel::rebuild);
    connect(&tool, &SimulationTool::errorChanged, this, &ReportPanel::rebuild);
    connect(&tool, &SimulationTool::runningChanged, this, &ReportPanel::rebuild);
    connect(&tool, &SimulationTool::scenarioChanged, this, &ReportPanel::rebuild);
    rebuild();
}

void ReportPanel::rebuild()
{
    auto *page = new QWidget;
    setLook(page, Look::Panel);
    auto *column = new QVBoxLayout(page);
    const int padding = metrics::panelPadding;
    column->setContentsMargins(padding, 12, padding, padding);
    column->setSpacing(6);
    if (m_tool.error())
        addError(*column);
    if (m_tool.current()) {
        if (m_tool.isRunning())
            addText(*column, tr("Another run goes on. Below stands run #%1.").arg(m_tool.currentNumber()),
                    Look::Warning);
        addVerdict(*column);
        addAssertions(*column);
        addBottlenecks(*column);
        addSections(*column);
        addComparison(*column);
        addSentences(*column, tr("Warnings"), m_tool.current()->report.warnings);
        addSentences(*column, tr("Assumptions"), m_tool.current()->report.assumptions);
        column->addStretch();
    } else if (m_tool.isRunning()) {
        addRunning(*column);
    } else if (!m_tool.error()) {
        addNothingYet(*column);
    } else {
        column->addStretch();
    }
    setWidget(page);
}

void ReportPanel::addError(QVBoxLayout &column)
{
    const Error &error = *m_tool.error();
    auto *card = new QFrame;
    setLook(card, Look::MessageError);
    auto *inner = new QVBoxLayout(card);
    inner->setContentsMargins(12, 10, 12, 10);
    addText(*inner, tr("The simulation could not run"), Look::Heading);
    addText(*inner, error.message, Look::Dim);
    if (!error.place.pointer.isEmpty() || !error.place.file.isEmpty())
        addText(*inner, error.place.file.isEmpty() ? error.place.pointer : error.place.file, Look::Small);
    if (!error.hint.isEmpty())
        addText(*inner, error.hint, Look::Dim);
    auto *again = new QPushButton(tr("Run again"));
    connect(again, &QPushButton::clicked, &m_tool, &SimulationTool::run, Qt::QueuedConnection);
    inner->addWidget(again, 0, Qt::AlignLeft);
    column.addWidget(card);
}

void ReportPanel::addNothingYet(QVBoxLayout &column)
{
    const Scenario *scenario = m_document.catalog().scenario(m_tool.scenario());
    const QString name = scenario ? scenario->name() : tr("Standard load");
    const QString sentence =
        scenario && !scenario->question.isEmpty() ? scenario->question : tr("No runs yet. F5 runs “%1”.").arg(name);
    auto *empty = new EmptyState(u"simulate"_s, sentence, tr("Run “%1”").arg(name));
    connect(empty, &EmptyState::triggered, &m_tool, &SimulationTool::run, Qt::QueuedConnection);
    column.addWidget(empty, 1);
}

/// The first run: its figures so far are in charts and diagram, the verdict comes at the end.
void ReportPanel::addRunning(QVBoxLayout &column)
{
    const Scenario *scenario = m_document.catalog().scenario(m_tool.scenario());
    column.addWidget(makeLabel(scenario ? scenario->name() : tr("Standard load"), Look::SectionHead));
    if (scenario && !scenario->question.isEmpty())
        addText(column, scenario->question, Look::Dim);
    addText(column, tr("Running. The charts show what was seen so far; the verdict comes at the end."), Look::Dim);
    column.addStretch();
}

void ReportPanel::addVerdict(QVBoxLayout &column)
{
    const SimulationRun &run = *m_tool.current();
    column.addWidget(makeLabel(run.title, Look::SectionHead));
    if (!run.question.isEmpty())
        addText(column, run.question, Look::Dim);
    if (run.report.stopped)
        addText(column, tr("Stopped early: this is what was seen until then."), Look::Warning);
    column.addSpacing(4);
    QLabel *verdict = addText(column, run.report.verdict, Look::Heading);
    verdict->setAccessibleName(tr("Verdict: %1").arg(run.report.verdict));
    column.addSpacing(4);
}

void ReportPanel::addAssertions(QVBoxLayout &column)
{
    for (const AssertionReport &assertion : m_tool.current()->report.assertions)
        column.addWidget(new AssertionCard(assertion, m_theme));
}

QString ReportPanel::nameOf(const QString &element) const
{
    return elementName(m_document.catalog(), element);
}

void ReportPanel::addBottlenecks(QVBoxLayout &column)
{
    const QList<BottleneckReport> &all = m_tool.current()->report.bottlenecks;
    if (all.isEmpty())
        return;
    addHeading(column, tr("Bottlenecks"));
    for (const BottleneckReport &bottleneck : all) {
        auto *row = new BottleneckRow(bottleneck, nameOf(bottleneck.element), m_theme);
        const QString element = bottleneck.element;
        connect(row, &QAbstractButton::clicked, this, [this, element] { m_tool.selectElement(element); });
        column.addWidget(row);
    }
}

/// Faults, SLAs, delivery, outboxes, webhooks.
void ReportPanel::addSections(QVBoxLayout &column)
{
    const QList<ReportSection> sections =
        reportSections(m_tool.current()->report, [this](const QString &element) { return nameOf(element); });
    for (const ReportSection &section : sections) {
        addHeading(column, section.title);
        for (const ReportLine &line : section.lines.first(std::min<qsizetype>(section.lines.size(), mostLines))) {
            auto *row = new ReportLineRow(line, m_theme);
            const QString element = line.element;
            connect(row, &QAbstractButton::clicked, this, [this, element] {
                if (!element.isEmpty())
                    m_tool.selectElement(element);
            });
            column.addWidget(row);
        }
        if (section.lines.size() > mostLines)
            addText(column, tr("and %1 more: see Figures").arg(section.lines.size() - mostLines), Look::Small);
    }
}

void ReportPanel::addComparison(QVBoxLayout &column)
{
    const SimulationRun *before = m_tool.previous();
    if (!before)
        return;
    const QList<FigureDifference> differences = m_tool.differences();
    const SimulationRun &now = *m_tool.current();
    addHeading(column, tr("Compared with run #%1").arg(before->number));
    if (differences.isEmpty()) {
        addText(column, tr("No figure differs by more than noise."), Look::Dim);
        return;
    }
    if (before->scenario != now.scenario)
        addText(column, tr("“%1” against “%2”").arg(before->title, now.title), Look::Small);
    column.addWidget(makeDifferenceTable(differences, before->number, now.number, mostDifferences,
                                         [this](const QString &element) { return nameOf(element); }));
    auto *all = new QPushButton(tr("All figures side by side"));
    setLook(all, Look::Link);
    connect(all, &QPushButton::clicked, this, &ReportPanel::differencesRequested);
    column.addWidget(all, 0, Qt::AlignLeft);
}

void ReportPanel::addSentences(QVBoxLayout &column, const QString &title, const QStringList &sentences)
{
    if (sentences.isEmpty())
        return;
    addHeading(column, title);
    for (const QString &sentence : sentences.first(std::min<qsizetype>(sentences.size(), mostSentences)))
        addText(column, sentence, Look::Small);
    if (sentences.size() > mostSentences)
        addText(column, tr("and %1 more").arg(sentences.size() - mostSentences), Look::Small);
}

} // namespace weir
