// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/choicecard.h"

#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>

namespace weir {

namespace {

constexpr int cardHeight = 112;

} // namespace

ChoiceCard::ChoiceCard(const QString &name, const QString &description, QWidget *parent) : QFrame(parent)
{
    setLook(this, Look::Card);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(name);
    setAccessibleDescription(description);
    setFixedHeight(cardHeight);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::panelPadding, 14, metrics::panelPadding, 14);
    layout->setSpacing(4);
    QLabel *head = makeLabel(name, Look::Heading);
    QLabel *text = makeLabel(description, Look::Small);
    head->setWordWrap(true);
    text->setWordWrap(true);
    layout->addWidget(head);
    layout->addWidget(text);
    layout->addStretch();
}

void ChoiceCard::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit chosen();
}

void ChoiceCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        emit chosen();
    else
        QFrame::keyPressEvent(event);
}

void ChoiceCard::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    if (!hasFocus() && !underMouse())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
}

} // namespace weir
