// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/welcomepage.h"

#include "core/usecases/examples.h"
#include "ui/theme/icons.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"
#include "ui/welcome/choicecard.h"
#include "ui/welcome/recentprojects.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageWidth = 920;
constexpr int blockGap = 28;
constexpr int recentShown = 8;

QVBoxLayout *blockLayout(QWidget *block, const QString &head)
{
    block->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *layout = new QVBoxLayout(block);
    layout->setContentsMargins({});
    layout->setSpacing(10);
    layout->addWidget(makeLabel(head.toUpper(), Look::SectionHead));
    return layout;
}

/// The path as people write it, the home folder as `~`.
QString shownPath(const QString &path)
{
    const QString home = QDir::homePath();
    return path.startsWith(home + u'/') ? u'~' + path.mid(home.size()) : QDir::toNativeSeparators(path);
}

} // namespace

WelcomePage::WelcomePage(RecentProjects &recent, QWidget *parent) : QScrollArea(parent), m_recent(recent)
{
    auto *page = new QWidget;
    page->setMaximumWidth(pageWidth);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(40, 44, 40, 40);
    column->setSpacing(blockGap);
    auto *heads = new QVBoxLayout;
    heads->setSpacing(6);
    heads->addWidget(makeLabel(tr("Weir Studio"), Look::Display));
    QLabel *line = makeLabel(tr("Design event-driven systems, simulate them, and read what breaks first."), Look::Dim);
    line->setWordWrap(true);
    heads->addWidget(line);
    column->addLayout(heads);
    column->addWidget(makeStart());
    column->addWidget(makeExamples());
    column->addWidget(makeRecent());
    column->addStretch();

    auto *body = new QWidget;
    auto *centred = new QHBoxLayout(body);
    centred->setContentsMargins({});
    centred->addStretch(1);
    centred->addWidget(page, 1000);
    centred->addStretch(1);
    setWidget(body);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setLook(this, Look::CanvasArea);
    connect(&recent, &RecentProjects::changed, this, &WelcomePage::fillRecent);
}

QWidget *WelcomePage::makeStart()
{
    auto *block = new QWidget;
    QVBoxLayout *layout = blockLayout(block, tr("Start"));
    auto *line = new QHBoxLayout;
    line->setSpacing(metrics::grid);
    const auto add = [line, this](const QString &text, const QString &glyph, Look look, auto signal) {
        auto *button = new QPushButton(text);
        setLook(button, look);
        button->setIcon(icon(glyph, look == Look::Primary ? Role::AccentText : Role::Text));
        button->setMinimumHeight(metrics::fieldHeight + 4);
        line->addWidget(button);
        connect(button, &QPushButton::clicked, this, signal);
    };
    add(tr("Open folder…"), u"folder"_s, Look::Primary, &WelcomePage::folderRequested);
    add(tr("Open bundle…"), u"open"_s, Look::Plain, &WelcomePage::bundleRequested);
    add(tr("New project…"), u"new"_s, Look::Plain, &WelcomePage::newRequested);
    add(tr("Import AsyncAPI…"), u"import"_s, Look::Plain, &WelcomePage::importRequested);
    line->addStretch();
    layout->addLayout(line);
    QLabel *hint =
        makeLabel(tr("Or drop a folder, a bundle or an AsyncAPI document anywhere in the window."), Look::Small);
    hint->setWordWrap(true);
    layout->addWidget(hint);
    return block;
}

QWidget *WelcomePage::makeExamples()
{
    auto *block = new QWidget;
    QVBoxLayout *layout = blockLayout(block, tr("Examples"));
    auto *cards = new QHBoxLayout;
    cards->setSpacing(metrics::panelPadding);
    for (const Example &example : examples()) {
        auto *card = new ChoiceCard(example.title, example.description);
        cards->addWidget(card, 1);
        connect(card, &ChoiceCard::chosen, this, [this, id = example.id] { emit exampleChosen(id); });
    }
    layout->addLayout(cards);
    return block;
}

QWidget *WelcomePage::makeRecent()
{
    auto *block = new QWidget;
    QVBoxLayout *layout = blockLayout(block, tr("Recent projects"));
    m_recentList = new QVBoxLayout;
    m_recentList->setSpacing(2);
    layout->addLayout(m_recentList);
    fillRecent();
    return block;
}

void WelcomePage::fillRecent()
{
    while (QLayoutItem *item = m_recentList->takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
    for (const QString &path : m_recent.paths().mid(0, recentShown)) {
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins({});
        auto *button = new QPushButton(QFileInfo(path).fileName());
        setLook(button, Look::Link);
        button->setEnabled(QFileInfo::exists(path));
        button->setToolTip(button->isEnabled() ? path : tr("%1 is not there any more.").arg(path));
        connect(button, &QPushButton::clicked, this, [this, path] { emit projectChosen(path); });
        line->addWidget(button);
        line->addWidget(makeLabel(shownPath(path), Look::Small), 1);
        m_recentList->addWidget(row);
    }
    if (m_recent.paths().isEmpty())
        m_recentList->addWidget(makeLabel(tr("Projects you open appear here."), Look::Dim));
}

} // namespace weir
