// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/mode.h"

#include <QHash>
#include <QWidget>

class QHBoxLayout;
class QStackedLayout;

namespace weir {

class ActionRegistry;

/// The bar above the centre: the mode's actions as buttons, then what its feature puts there.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    explicit TopBar(QWidget *parent = nullptr);

    /// Makes the buttons of all modes.
    void addActions(const ActionRegistry &registry);
    void addWidget(Mode mode, QWidget &widget);
    void setCurrent(Mode mode);

private:
    QHBoxLayout *lineOf(Mode mode);

    QStackedLayout *m_stack;
    QHash<Mode, QWidget *> m_pages;
};

} // namespace weir
