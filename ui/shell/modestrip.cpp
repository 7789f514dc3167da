// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/modestrip.h"

#include "ui/theme/icons.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <QAction>
#include <QBoxLayout>
#include <QToolButton>

namespace weir {

namespace {

constexpr int glyphSize = 22;

} // namespace

ModeStrip::ModeStrip(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    setLook(this, Look::ModeStrip);
    setFixedWidth(metrics::stripWidth);
    setStyleSheet(QStringLiteral("QToolButton { font-size: 10px; font-weight: 500; }"));
    m_layout->setContentsMargins({});
    m_layout->setSpacing(0);
    m_layout->addStretch();
}

void ModeStrip::add(Mode mode, QAction &action, const QString &icon)
{
    auto *button = new QToolButton;
    setLook(button, Look::ModeButton);
    button->setIcon(weir::icon(icon, Role::StripText));
    button->setIconSize({glyphSize, glyphSize});
    button->setText(action.text().remove(u'&'));
    button->setToolTip(action.toolTip());
    button->setAccessibleName(button->text());
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setFixedSize(metrics::stripWidth, metrics::modeHeight);
    m_layout->insertWidget(m_layout->count() - 1, button);
    m_buttons.insert(mode, button);
    connect(button, &QToolButton::clicked, &action, &QAction::trigger);
}

void ModeStrip::setCurrent(Mode mode)
{
    if (QToolButton *button = m_buttons.value(mode))
        button->setChecked(true);
}

} // namespace weir
