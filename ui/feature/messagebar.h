// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/notice.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace weir {

class ActionRegistry;

/// Tells one notice at a time above the centre, without stopping the user: what happened, why, what to do, one action.
/// A newer notice takes the place of the one before; good news leaves by itself.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    /// Actions that notices offer are looked up in \a registry.
    explicit MessageBar(ActionRegistry &registry, QWidget *parent = nullptr);

    void showNotice(const Notice &notice);
    void dismiss();
    const Notice &notice() const { return m_notice; }

private:
    void showDetails();

    ActionRegistry &m_registry;
    Notice m_notice;
    QLabel *m_glyph;
    QLabel *m_text;
    QPushButton *m_action;
    QPushButton *m_details;
    QToolButton *m_close;
    QLabel *m_detailText;
};

} // namespace weir
