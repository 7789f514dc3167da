// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/topbar.h"

#include "ui/feature/actionregistry.h"
#include "ui/theme/icons.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <QAction>
#include <QBoxLayout>
#include <QPushButton>
#include <QStackedLayout>

namespace weir {

namespace {

constexpr Mode allModes[] = {Mode::Welcome, Mode::Design, Mode::Simulate, Mode::Document};

/// A button that does what \a action does and looks as enabled as it is.
QPushButton *buttonFor(QAction &action, const ActionSpec &spec)
{
    auto *button = new QPushButton(action.text().remove(u'&'));
    setLook(button, spec.primary ? Look::Primary : Look::Plain);
    button->setCheckable(action.isCheckable());
    QObject::connect(button, &QPushButton::clicked, &action, &QAction::trigger);
    const auto follow = [button, &action, name = spec.icon, role = spec.primary ? Role::AccentText : Role::Text] {
        const QString glyph = action.property(glyphProperty).toString();
        if (!glyph.isEmpty() || !name.isEmpty())
            button->setIcon(icon(glyph.isEmpty() ? name : glyph, role));
        button->setText(action.text().remove(u'&').remove(QStringLiteral("…")));
        button->setEnabled(action.isEnabled());
        button->setVisible(action.isVisible());
        button->setChecked(action.isChecked());
        button->setToolTip(action.toolTip());
    };
    QObject::connect(&action, &QAction::changed, button, follow);
    follow();
    return button;
}

} // namespace

TopBar::TopBar(QWidget *parent) : QWidget(parent), m_stack(new QStackedLayout(this))
{
    setLook(this, Look::TopBar);
    setFixedHeight(metrics::toolBarHeight);
    for (const Mode mode : allModes) {
        auto *page = new QWidget;
        auto *line = new QHBoxLayout(page);
        line->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, 1);
        line->setSpacing(metrics::grid);
        line->addStretch();
        m_pages.insert(mode, page);
        m_stack->addWidget(page);
    }
}

void TopBar::addActions(const ActionRegistry &registry)
{
    for (const Mode mode : allModes) {
        int place = 0;
        for (const QString &id : registry.bar(mode))
            lineOf(mode)->insertWidget(place++, buttonFor(*registry.action(id), registry.spec(id)));
    }
}

void TopBar::addWidget(Mode mode, QWidget &widget)
{
    QHBoxLayout *line = lineOf(mode);
    line->insertWidget(line->count() - 1, &widget);
}

void TopBar::setCurrent(Mode mode)
{
    m_stack->setCurrentWidget(m_pages.value(mode));
}

QHBoxLayout *TopBar::lineOf(Mode mode)
{
    return qobject_cast<QHBoxLayout *>(m_pages.value(mode)->layout());
}

} // namespace weir
