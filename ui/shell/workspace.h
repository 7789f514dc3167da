// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/feature.h"

#include <QHash>
#include <QMap>
#include <QWidget>

class QSettings;
class QSplitter;
class QStackedWidget;

namespace weir {

/// The part of the window between the bars: panels at the left, right and below the centre of each mode. Modes without a
/// centre of their own share the diagram.
class Workspace : public QWidget
{
    Q_OBJECT

public:
    explicit Workspace(QWidget *diagram, QWidget *parent = nullptr);

    void add(const Panel &panel);
    void setCurrent(Mode mode);
    Mode current() const { return m_mode; }
    /// Gives the focus to the centre.
    void focusCentre();
    /// Hides or shows the side panels.
    void setSidesVisible(bool visible);
    /// Moves the focus to the next area (\a step 1) or the one before (-1).
    void focusArea(int step);

    void save(QSettings &state) const;
    void restore(QSettings &state);

private:
    using Key = std::pair<Mode, Area>;

    QStackedWidget *stackOf(Area area) const;
    QSplitter *columnOf(Mode mode, Area area);

    QSplitter *m_across;
    QSplitter *m_down;
    QStackedWidget *m_left;
    QStackedWidget *m_centre;
    QStackedWidget *m_bottom;
    QStackedWidget *m_right;
    QWidget *m_diagram;
    QMap<Key, QSplitter *> m_columns;
    QHash<QSplitter *, QList<int>> m_stretches;
    QHash<Mode, QWidget *> m_centres;
    Mode m_mode = Mode::Welcome;
    bool m_sidesVisible = true;
};

} // namespace weir
