// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/notice.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace weir {

class ActionRegistry;

/// Tells one notice at a time above the centre, without stopping the user: what happened, why, what to do, the action
/// that helps and those that can be chosen instead.
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
    QPushButton *makeButton(const QString &actionId);

    ActionRegistry &m_registry;
    Notice m_notice;
    QLabel *m_glyph;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
    QPushButton *m_details;
    QToolButton *m_close;
    QPlainTextEdit *m_detailText;
};

} // namespace weir
