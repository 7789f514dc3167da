// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/role.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace weir {

/// What an empty view shows: a glyph, one sentence and one button.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    /// \a glyph is a name in icons.h. Without \a button text there is no button.
    EmptyState(const QString &glyph, const QString &sentence, const QString &button, QWidget *parent = nullptr);

    void setSentence(const QString &sentence);
    /// Another text on the button; empty: there is none.
    void setButton(const QString &text);

signals:
    void triggered();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void drawGlyph();
    void fitSentence();

    QString m_name;
    QLabel *m_glyph;
    QLabel *m_sentence;
    QPushButton *m_button;
};

} // namespace weir
