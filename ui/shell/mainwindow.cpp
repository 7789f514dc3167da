// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/canvas/diagramview.h"
#include "ui/feature/messagebar.h"
#include "ui/panels/designfeature.h"
#include "ui/publishing/publishingfeature.h"
#include "ui/shell/floatingbar.h"
#include "ui/shell/menus.h"
#include "ui/shell/modestrip.h"
#include "ui/shell/statusline.h"
#include "ui/shell/topbar.h"
#include "ui/shell/usersettings.h"
#include "ui/shell/windowactions.h"
#include "ui/shell/workspace.h"
#include "ui/simulator/simulationfeature.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"
#include "ui/welcome/welcomefeature.h"

#include <QAction>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>
#include <QTimer>
#include <QUndoStack>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize leastSize{1024, 700};
constexpr QSize firstSize{1440, 900};
constexpr int titleWidth = 420;
const QString lastProjectKey = u"window/project"_s;

} // namespace

MainWindow::MainWindow(Theme &theme, UserSettings &userSettings, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_userSettings(userSettings)
    , m_editor(m_document)
    , m_recent(userSettings.state())
    , m_diagram(new DiagramView(m_document, m_editor, theme))
    , m_strip(new ModeStrip)
    , m_topBar(new TopBar)
    , m_messages(new MessageBar(m_actions))
    , m_workspace(new Workspace(m_diagram))
    , m_status(new StatusLine(m_document))
    , m_menus(new QMenuBar)
    , m_titleLabel(makeLabel({}, Look::Dim))
{
    setMinimumSize(leastSize);
    resize(firstSize.boundedTo(screen()->availableSize()));
    setAcceptDrops(true);
    addFeatures();
    assemble();
    connectParts();
    m_workspace->restore(userSettings.state());
    restoreGeometry(userSettings.state().value(u"window/geometry"_s).toByteArray());
    setMode(Mode::Welcome);
    showTitle();
}

MainWindow::~MainWindow()
{
    // Views first, then the features they look at, then (as members) what both work on.
    delete takeCentralWidget();
    qDeleteAll(m_features);
}

Mode MainWindow::mode() const
{
    return m_workspace->current();
}

void MainWindow::setMode(Mode mode)
{
    const Mode before = m_workspace->current();
    m_workspace->setCurrent(mode);
    m_strip->setCurrent(mode);
    m_topBar->setCurrent(mode);
    m_topBar->setVisible(mode != Mode::Welcome);
    m_workspace->focusCentre();
    if (m_toFit.remove(mode))
        QTimer::singleShot(0, m_diagram, &DiagramView::fitAll);
    m_status->setMode(mode);
    for (Feature *feature : std::as_const(m_features)) {
        if (before != mode)
            feature->modeLeft(before);
        feature->modeEntered(mode);
    }
}

void MainWindow::openPath(const QString &path)
{
    m_projects->open(path);
}

void MainWindow::openLast()
{
    const QString last = m_userSettings.state().value(lastProjectKey).toString();
    if (!last.isEmpty() && QFileInfo::exists(last))
        m_projects->open(last);
}

void MainWindow::offerRecovery()
{
    m_recovery->look();
}

void MainWindow::addFeatures()
{
    auto *welcome = new WelcomeFeature(m_document, m_editor, m_recent, m_userSettings.stateFolder(), this);
    m_projects = &welcome->tool();
    m_recovery = &welcome->recovery();
    addFeature(welcome);
    auto *window = new WindowActions(m_document, *m_diagram, m_theme, m_userSettings, this);
    addFeature(window);
    addFeature(new DesignFeature(m_document, m_editor, m_theme, this));
    auto *simulation = new SimulationFeature(m_document, m_theme, this);
    addFeature(simulation);
    connect(simulation, &SimulationFeature::overlayChanged, m_diagram, &DiagramView::setOverlay);
    const auto *bar = new FloatingBar(*m_diagram, *simulation->floatingBar());
    connect(bar, &FloatingBar::coveredChanged, m_diagram, &DiagramView::setCoveredBelow);
    addFeature(new PublishingFeature(m_document, m_theme, m_userSettings.state(), this));
    connect(window, &WindowActions::sidesToggled, m_workspace, &Workspace::setSidesVisible);
    connect(window, &WindowActions::paneRequested, m_workspace, &Workspace::focusArea);
    connect(window, &WindowActions::quitRequested, this, &QWidget::close);
    connect(window, &WindowActions::fullScreenToggled, this,
            [this](bool full) { full ? showFullScreen() : showNormal(); });
}

void MainWindow::addFeature(Feature *feature)
{
    m_features.append(feature);
    feature->addActions(m_actions);
    for (const Panel &panel : feature->panels()) {
        if (panel.area == Area::TopBar)
            m_topBar->addWidget(panel.mode, *panel.widget);
        else
            m_workspace->add(panel);
    }
    connect(feature, &Feature::modeRequested, this, &MainWindow::setMode);
    connect(feature, &Feature::noticeRaised, m_messages, &MessageBar::showNotice);
    connect(feature, &Feature::statusChanged, m_status, &StatusLine::setText);
}

void MainWindow::assemble()
{
    m_topBar->addActions(m_actions);
    m_strip->add(Mode::Welcome, *m_actions.action(u"mode.welcome"_s), u"home"_s);
    m_strip->add(Mode::Design, *m_actions.action(u"mode.design"_s), u"design"_s);
    m_strip->add(Mode::Simulate, *m_actions.action(u"mode.simulate"_s), u"simulate"_s);
    m_strip->add(Mode::Document, *m_actions.action(u"mode.document"_s), u"document"_s);
    buildMenus(*m_menus, m_actions, m_recent, *m_projects);
    m_menus->setStyleSheet(u"QMenuBar { padding-left: 0; }"_s);
    m_menus->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    auto *head = new QWidget;
    setLook(head, Look::Panel);
    auto *headLine = new QHBoxLayout(head);
    headLine->setContentsMargins(metrics::stripWidth, 0, metrics::panelPadding, 0);
    headLine->addWidget(m_menus);
    headLine->addStretch(1);
    headLine->addWidget(m_titleLabel);
    setMenuWidget(head);
    for (const QString &id : m_actions.ids()) {
        if (!m_actions.spec(id).scope)
            addAction(m_actions.action(id));
    }

    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_topBar);
    column->addWidget(m_messages);
    column->addWidget(m_workspace, 1);
    column->addWidget(m_status);
    auto *body = new QWidget;
    auto *line = new QHBoxLayout(body);
    line->setContentsMargins({});
    line->setSpacing(0);
    line->addWidget(m_strip);
    line->addWidget(right, 1);
    setCentralWidget(body);
}

void MainWindow::connectParts()
{
    connect(m_diagram, &DiagramView::zoomChanged, m_status, &StatusLine::setZoom);
    connect(m_diagram, &DiagramView::activated, this, [this](const QString &path) { m_document.reveal(path); });
    connect(m_diagram, &DiagramView::emptyTriggered, this, [this] { setMode(Mode::Welcome); });
    connect(&m_document, &ProjectDocument::revealRequested, m_diagram,
            [this](const QString &path) { m_diagram->reveal(path); });
    connect(&m_document, &ProjectDocument::catalogReset, this, [this] { m_toFit = {Mode::Design, Mode::Simulate}; });
    connect(&m_document, &ProjectDocument::titleChanged, this, &MainWindow::showTitle);
    connect(&m_document, &ProjectDocument::modifiedChanged, this, &MainWindow::showTitle);
    connect(m_document.undoStack(), &QUndoStack::cleanChanged, this, &MainWindow::showTitle);
}

void MainWindow::showTitle()
{
    const QString program = tr("Weir Studio");
    setWindowTitle(m_document.isOpen() ? tr("%1[*] — %2").arg(m_document.title(), program) : program);
    setWindowModified(m_document.hasEdits());
    const QString mark = m_document.hasEdits() ? u"*"_s : QString();
    const QString title = m_document.isOpen() ? tr("%1%2 — %3").arg(m_document.title(), mark, program) : program;
    m_titleLabel->setText(m_titleLabel->fontMetrics().elidedText(title, Qt::ElideMiddle, titleWidth));
    m_titleLabel->setToolTip(m_document.location());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_projects->mayLeave()) {
        event->ignore();
        return;
    }
    m_workspace->save(m_userSettings.state());
    m_userSettings.state().setValue(u"window/geometry"_s, saveGeometry());
    m_userSettings.state().setValue(lastProjectKey, m_document.location());
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    openPath(event->mimeData()->urls().first().toLocalFile());
}

} // namespace weir
