// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/mode.h"
#include "ui/feature/notice.h"

#include <QList>
#include <QObject>
#include <QString>

class QWidget;

namespace weir {

class ActionRegistry;

/// One widget that a feature puts into the window. The window becomes its parent.
struct Panel
{
    Mode mode = Mode::Design;
    Area area = Area::Centre;
    QString title; ///< Section head, shown in small capitals; empty: the widget brings its own.
    QWidget *widget = nullptr;
    int stretch = 1; ///< Share of the area among the panels stacked in it; 0: as high as its content.
};

/// What one feature offers the window: actions, panels and notices. It knows neither the window nor other features.
///
/// A mode without a centre panel shows the diagram there. Left, right and bottom areas without panels stay hidden.
class Feature : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Registers what the feature can do. Called once, before panels().
    virtual void addActions(ActionRegistry &registry);
    /// The widgets of the feature. Called once.
    virtual QList<Panel> panels() { return {}; }
    /// Called when the window enters or leaves \a mode, so that hidden views need not work.
    virtual void modeEntered(Mode mode);
    virtual void modeLeft(Mode mode);

signals:
    /// The user did something that belongs in \a mode: the window goes there.
    void modeRequested(weir::Mode mode);
    /// Something to tell the user in the message bar.
    void noticeRaised(const weir::Notice &notice);
    /// What the left end of the status bar should say while the feature's mode is shown; empty: the usual text.
    void statusChanged(weir::Mode mode, const QString &text);
};

} // namespace weir
