// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/mode.h"

#include <QHash>
#include <QWidget>

class QAction;
class QToolButton;
class QVBoxLayout;

namespace weir {

/// The strip at the left: one button for each mode, glyph above word.
class ModeStrip : public QWidget
{
    Q_OBJECT

public:
    explicit ModeStrip(QWidget *parent = nullptr);

    /// Adds the button of \a mode; \a action brings name and key and is triggered by it.
    void add(Mode mode, QAction &action, const QString &icon);
    void setCurrent(Mode mode);

private:
    QHash<Mode, QToolButton *> m_buttons;
    QVBoxLayout *m_layout;
};

} // namespace weir
