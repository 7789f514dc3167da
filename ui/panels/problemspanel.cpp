// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/problemspanel.h"

#include "ui/editing/projectdocument.h"
#include "ui/models/findingdelegate.h"
#include "ui/models/findingsmodel.h"
#include "ui/panels/acceptdialog.h"
#include "ui/panels/problemtool.h"
#include "ui/panels/rulehelpwindow.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QStackedWidget>

namespace weir {

using namespace Qt::StringLiterals;

ProblemsPanel::ProblemsPanel(ProjectDocument &document, ProblemTool &tool, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_tool(tool)
    , m_model(new FindingsModel(this))
    , m_head(makeLabel(tr("Problems").toUpper(), Look::SectionHead))
    , m_count(makeLabel({}, Look::Small))
    , m_stack(new QStackedWidget)
    , m_view(new QListView)
{
    setLook(this, Look::Inset);
    setMinimumHeight(96);
    m_view->setModel(m_model);
    auto *delegate = new FindingDelegate(theme, m_view);
    m_view->setItemDelegate(delegate);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Problems"));
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_view->setResizeMode(QListView::Adjust);
    m_view->setMouseTracking(true);
    m_view->viewport()->setAutoFillBackground(false);
    setLook(m_view, Look::Inset);
    QLabel *none = makeLabel(tr("No problems."), Look::Dim);
    none->setContentsMargins(metrics::panelPadding, 0, 0, 0);
    none->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_stack->addWidget(none);
    m_stack->addWidget(m_view);
    setFocusProxy(m_view);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::panelPadding, 12, metrics::panelPadding, 6);
    head->addWidget(m_head);
    head->addStretch();
    head->addWidget(m_count);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);

    connect(&document, &ProjectDocument::findingsChanged, this, &ProblemsPanel::refresh);
    connect(m_view, &QListView::clicked, this, &ProblemsPanel::open);
    connect(m_view, &QListView::activated, this, &ProblemsPanel::open);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ProblemsPanel::showMenu);
    connect(delegate, &FindingDelegate::fixClicked, this, [this](const QModelIndex &index) {
        m_view->setCurrentIndex(index);
        showFixes();
    });
    refresh();
}

void ProblemsPanel::jump(int step)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int current = m_view->currentIndex().row();
    const int next = current < 0 ? (step > 0 ? 0 : count - 1) : (current + step + count) % count;
    m_view->setCurrentIndex(m_model->index(next));
    open(m_view->currentIndex());
}

void ProblemsPanel::refresh()
{
    m_model->setFindings(m_document.findings());
    const int errors = m_model->count(Severity::Error);
    const int warnings = m_model->count(Severity::Warning);
    const int hints = m_model->count(Severity::Info);
    QStringList words;
    if (errors > 0)
        words.append(tr("%n error(s)", nullptr, errors));
    if (warnings > 0)
        words.append(tr("%n warning(s)", nullptr, warnings));
    if (hints > 0)
        words.append(tr("%n hint(s)", nullptr, hints));
    m_count->setText(words.join(u" · "_s));
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
}

void ProblemsPanel::open(const QModelIndex &index)
{
    const QString path = index.data(FindingsModel::PathRole).toString();
    const QString pointer = index.data(FindingsModel::PointerRole).toString();
    if (!path.isEmpty())
        m_document.reveal(path, pointer);
}

const Finding *ProblemsPanel::current()
{
    if (m_model->rowCount() == 0)
        return nullptr;
    if (!m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_model->index(0));
    return &m_model->finding(m_view->currentIndex().row());
}

void ProblemsPanel::addFixes(QMenu &menu, const Finding &finding)
{
    const QList<Fix> fixes = m_tool.fixes(finding);
    for (const Fix &fix : fixes)
        menu.addAction(fix.title, &m_tool, [this, fix] { m_tool.apply(fix); });
    if (fixes.isEmpty())
        menu.addAction(m_document.isReadOnly() ? tr("The project can only be looked at")
                                               : tr("Nobody but you can know how to mend this"))
            ->setEnabled(false);
}

void ProblemsPanel::showFixes()
{
    const Finding *finding = current();
    if (!finding)
        return;
    QMenu menu(this);
    addFixes(menu, *finding);
    menu.setActiveAction(menu.actions().first());
    menu.exec(m_view->viewport()->mapToGlobal(m_view->visualRect(m_view->currentIndex()).bottomLeft()));
}

void ProblemsPanel::showMenu(const QPoint &place)
{
    const QModelIndex index = m_view->indexAt(place);
    if (index.isValid())
        m_view->setCurrentIndex(index);
    const Finding *pointed = current();
    if (!pointed)
        return;
    const Finding finding = *pointed;
    QMenu menu(this);
    addFixes(menu, finding);
    menu.addSeparator();
    menu.addAction(tr("Accept…"), this, &ProblemsPanel::acceptCurrent)->setEnabled(m_tool.canAccept(finding));
    QMenu *weigh = menu.addMenu(tr("Rule %1").arg(finding.rule));
    const auto add = [&](const QString &text, Severity severity) {
        QAction *action =
            weigh->addAction(text, &m_tool, [this, finding, severity] { m_tool.setSeverity(finding, severity); });
        action->setEnabled(severity != finding.severity && !m_document.isReadOnly());
    };
    add(tr("Error"), Severity::Error);
    add(tr("Warning"), Severity::Warning);
    add(tr("Hint"), Severity::Info);
    add(tr("Off in this project"), Severity::Off);
    menu.addAction(tr("Why is this a problem?"), this, &ProblemsPanel::showHelp);
    menu.exec(m_view->viewport()->mapToGlobal(place));
}

void ProblemsPanel::acceptCurrent()
{
    const Finding *pointed = current();
    if (!pointed || !m_tool.canAccept(*pointed))
        return;
    const Finding finding = *pointed; // the list may change while the dialog is open
    AcceptDialog dialog(finding, window());
    if (dialog.exec() == QDialog::Accepted)
        m_tool.accept(finding, dialog.reason(), dialog.until());
}

void ProblemsPanel::showHelp()
{
    const Finding *finding = current();
    if (!finding)
        return;
    if (!m_help)
        m_help = new RuleHelpWindow(window());
    m_help->showRule(finding->rule);
}

} // namespace weir
