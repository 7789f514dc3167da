// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace weir {

/// A card to be chosen by click, Enter or Space: a name and what it is.
class ChoiceCard : public QFrame
{
    Q_OBJECT

public:
    ChoiceCard(const QString &name, const QString &description, QWidget *parent = nullptr);

signals:
    void chosen();

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace weir
