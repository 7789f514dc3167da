// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/rulehelpwindow.h"

#include "core/usecases/rulehelp.h"

#include <QBoxLayout>
#include <QTextBrowser>

namespace weir {
namespace {

constexpr QSize firstSize{620, 640};
constexpr int margin = 18;

} // namespace

RuleHelpWindow::RuleHelpWindow(QWidget *parent) : QDialog(parent), m_text(new QTextBrowser)
{
    resize(firstSize);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->document()->setDocumentMargin(margin);
    m_text->setAccessibleName(tr("Help of the rule"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_text);
}

void RuleHelpWindow::showRule(const QString &rule)
{
    const QString page = ruleHelp(rule);
    setWindowTitle(tr("Rule %1").arg(rule));
    m_text->setMarkdown(page.isEmpty() ? tr("There is no help for %1 yet.").arg(rule) : page);
    show();
    raise();
    activateWindow();
}

} // namespace weir
