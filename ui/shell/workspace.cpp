// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace.h"

#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <QApplication>
#include <QBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int leftWidth = 216;
constexpr int rightWidth = 320;
constexpr int bottomHeight = 312;
constexpr int leastSide = 160;
constexpr int stretchUnit = 1000; ///< Sizes that sum up to more than there is are scaled down.

QSplitter *makeSplitter(Qt::Orientation orientation)
{
    auto *splitter = new QSplitter(orientation);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

/// The panel's widget under its section head.
QWidget *framed(const Panel &panel)
{
    if (panel.title.isEmpty())
        return panel.widget;
    auto *frame = new QWidget;
    setLook(frame, Look::Panel);
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    QLabel *head = makeLabel(panel.title.toUpper(), Look::SectionHead);
    head->setContentsMargins(metrics::panelPadding, 12, metrics::panelPadding, 8);
    layout->addWidget(head);
    layout->addWidget(panel.widget, 1);
    return frame;
}

} // namespace

Workspace::Workspace(QWidget *diagram, QWidget *parent)
    : QWidget(parent)
    , m_across(makeSplitter(Qt::Horizontal))
    , m_down(makeSplitter(Qt::Vertical))
    , m_left(new QStackedWidget)
    , m_centre(new QStackedWidget)
    , m_bottom(new QStackedWidget)
    , m_right(new QStackedWidget)
    , m_diagram(diagram)
{
    m_centre->addWidget(diagram);
    m_down->addWidget(m_centre);
    m_down->addWidget(m_bottom);
    m_across->addWidget(m_left);
    m_across->addWidget(m_down);
    m_across->addWidget(m_right);
    m_across->setStretchFactor(1, 1);
    m_down->setStretchFactor(0, 1);
    m_across->setSizes({leftWidth, 900, rightWidth});
    m_down->setSizes({500, bottomHeight});
    for (QStackedWidget *side : {m_left, m_right}) {
        setLook(side, Look::Panel);
        side->setMinimumWidth(leastSide);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_across);
}

void Workspace::add(const Panel &panel)
{
    if (panel.area == Area::Centre) {
        m_centre->addWidget(panel.widget);
        m_centres.insert(panel.mode, panel.widget);
        return;
    }
    QSplitter *column = columnOf(panel.mode, panel.area);
    column->addWidget(framed(panel));
    column->setStretchFactor(column->count() - 1, panel.stretch);
    m_stretches[column].append(panel.stretch * stretchUnit);
    column->setSizes(m_stretches[column]);
}

void Workspace::setCurrent(Mode mode)
{
    m_mode = mode;
    m_centre->setCurrentWidget(m_centres.value(mode, m_diagram));
    for (const Area area : {Area::Left, Area::Right, Area::Bottom}) {
        QSplitter *column = m_columns.value({mode, area});
        if (column)
            stackOf(area)->setCurrentWidget(column);
        stackOf(area)->setVisible(column && (m_sidesVisible || area == Area::Bottom));
    }
}

void Workspace::focusCentre()
{
    m_centre->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void Workspace::setSidesVisible(bool visible)
{
    m_sidesVisible = visible;
    setCurrent(m_mode);
}

void Workspace::focusArea(int step)
{
    const QList<QStackedWidget *> areas{m_left, m_centre, m_bottom, m_right};
    const QWidget *focused = QApplication::focusWidget();
    const auto at = std::find_if(areas.cbegin(), areas.cend(), [focused](const QStackedWidget *area) {
        return focused && area->isAncestorOf(focused);
    });
    const qsizetype from = at == areas.cend() ? 0 : std::distance(areas.cbegin(), at);
    for (qsizetype tried = 1; tried <= areas.size(); ++tried) {
        QStackedWidget *area = areas.at((from + step * tried + areas.size() * tried) % areas.size());
        if (!area->isVisible())
            continue;
        for (QWidget *next = area->nextInFocusChain(); next && area->isAncestorOf(next);
             next = next->nextInFocusChain()) {
            if (next->isVisible() && next->isEnabled() && (next->focusPolicy() & Qt::TabFocus) != 0) {
                next->setFocus(Qt::OtherFocusReason);
                return;
            }
        }
    }
}

void Workspace::save(QSettings &state) const
{
    state.setValue(u"window/across"_s, m_across->saveState());
    state.setValue(u"window/down"_s, m_down->saveState());
}

void Workspace::restore(QSettings &state)
{
    m_across->restoreState(state.value(u"window/across"_s).toByteArray());
    m_down->restoreState(state.value(u"window/down"_s).toByteArray());
    m_across->setHandleWidth(1);
    m_down->setHandleWidth(1);
}

QStackedWidget *Workspace::stackOf(Area area) const
{
    switch (area) {
    case Area::Left:
        return m_left;
    case Area::Right:
        return m_right;
    case Area::Bottom:
        return m_bottom;
    default:
        return m_centre;
    }
}

QSplitter *Workspace::columnOf(Mode mode, Area area)
{
    QSplitter *&column = m_columns[{mode, area}];
    if (!column) {
        column = makeSplitter(Qt::Vertical);
        stackOf(area)->addWidget(column);
    }
    return column;
}

} // namespace weir
