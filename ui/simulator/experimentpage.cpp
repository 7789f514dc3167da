// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/experimentpage.h"

#include "ui/charts/chartexport.h"
#include "ui/charts/chartview.h"
#include "ui/simulator/experimenttool.h"
#include "ui/theme/emptystate.h"
#include "ui/theme/icons.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <QBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedLayout>
#include <QToolButton>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int formWidth = 272;
constexpr int progressSteps = 1000;
constexpr int emptyPage = 0, answerPage = 1; // of the right side

} // namespace

ExperimentPage::ExperimentPage(ExperimentTool &tool, const ExperimentWords &words, QWidget *parent)
    : QWidget(parent)
    , m_tool(tool)
    , m_words(words)
{
    setLook(this, Look::Panel);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(makeForm());
    row->addWidget(makeAnswer(), 1);
}

QWidget *ExperimentPage::makeForm()
{
    auto *form = new QWidget;
    setLook(form, Look::Panel);
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(metrics::panelPadding, 10, metrics::panelPadding, 10);
    column->setSpacing(8);
    m_fields = new QVBoxLayout;
    m_fields->setSpacing(6);
    m_run = new QPushButton(m_words.verb);
    setLook(m_run, Look::Primary);
    m_cancel = new QPushButton(tr("Cancel"));
    m_cancel->setToolTip(tr("End it early; what was finished is shown"));
    m_progress = new QProgressBar;
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_note = makeParagraph({}, Look::Small);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_run);
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    column->addLayout(m_fields);
    column->addLayout(buttons);
    column->addWidget(m_progress);
    column->addWidget(m_note);
    column->addStretch();
    connect(m_run, &QPushButton::clicked, &m_tool, &ExperimentTool::run);
    connect(m_cancel, &QPushButton::clicked, &m_tool, &ExperimentTool::cancel);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(formWidth);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(form);
    return scroll;
}

QWidget *ExperimentPage::makeAnswer()
{
    auto *right = new QWidget;
    m_pages = new QStackedLayout(right);
    auto *empty = new EmptyState(m_words.glyph, m_words.empty, m_words.verb);
    connect(empty, &EmptyState::triggered, &m_tool, &ExperimentTool::run);
    auto *page = new QWidget;
    m_answer = new QVBoxLayout(page);
    m_answer->setContentsMargins(0, 10, metrics::panelPadding, 4);
    m_answer->setSpacing(6);
    m_sentence = makeParagraph({}, Look::Statement);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_export = makeExport();
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_sentence, 1);
    head->addWidget(m_export, 0, Qt::AlignTop);
    m_answer->addLayout(head);
    m_pages->addWidget(empty);
    m_pages->addWidget(page);
    return right;
}

QToolButton *ExperimentPage::makeExport()
{
    auto *button = new QToolButton;
    button->setText(tr("Export"));
    button->setIcon(icon(u"export"_s));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolTip(tr("Save the answer as a table or a picture"));
    button->setAccessibleName(tr("Export"));
    setLook(button, Look::Flat);
    auto *menu = new QMenu(button);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        menu->addAction(tr("Save table (CSV)…"), this,
                        [this] { saveWithDialog(this, m_words.file + u".csv"_s, tr("Tables (*.csv)"), m_tool.csv()); });
        if (m_chart && m_chart->isVisible() && !m_chart->data().isEmpty()) {
            menu->addSeparator();
            addChartActions(*menu, *m_chart, m_chart->data());
        }
    });
    button->setMenu(menu);
    return button;
}

void ExperimentPage::addField(const QString &label, QWidget *field)
{
    QLabel *name = makeLabel(label, Look::Small);
    name->setBuddy(field);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(label);
    m_fields->addWidget(name);
    m_fields->addWidget(field);
}

void ExperimentPage::addToForm(QWidget *widget)
{
    m_fields->addWidget(widget);
}

void ExperimentPage::setAnswer(QWidget *answer, ChartView *chart)
{
    m_chart = chart;
    m_answer->addWidget(answer, 1);
}

void ExperimentPage::begin()
{
    connect(&m_tool, &ExperimentTool::changed, this, &ExperimentPage::refresh);
    connect(&m_tool, &ExperimentTool::progressed, this, &ExperimentPage::showProgress);
    refresh();
}

void ExperimentPage::start()
{
    m_tool.run();
}

void ExperimentPage::refresh()
{
    const bool isRunning = m_tool.isRunning();
    const QString obstacle = m_tool.obstacle();
    m_run->setVisible(!isRunning);
    m_run->setEnabled(obstacle.isEmpty());
    m_run->setToolTip(obstacle);
    m_cancel->setVisible(isRunning);
    m_progress->setVisible(isRunning);
    QString note = isRunning ? QString() : obstacle;
    if (!isRunning && m_tool.error())
        note = QStringList{m_tool.error()->message, m_tool.error()->place.pointer, m_tool.error()->hint}
                   .join(u' ')
                   .simplified();
    setLook(m_note, !isRunning && m_tool.error() ? Look::Bad : Look::Small);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    auto *empty = qobject_cast<EmptyState *>(m_pages->widget(emptyPage));
    empty->setSentence(isRunning ? tr("Simulating…") : m_words.empty);
    empty->setButton(isRunning || !obstacle.isEmpty() ? QString() : m_words.verb);
    const bool hasResult = m_tool.hasResult();
    m_pages->setCurrentIndex(hasResult ? answerPage : emptyPage);
    if (hasResult) {
        const std::optional<bool> isGood = m_tool.isGood();
        m_sentence->setText((!isGood ? QString() : *isGood ? u"✓ "_s : u"✕ "_s) + m_tool.sentence());
        showAnswer();
    }
    showProgress();
}

void ExperimentPage::showProgress()
{
    m_progress->setValue(int(m_tool.progress() * progressSteps));
}

} // namespace weir
