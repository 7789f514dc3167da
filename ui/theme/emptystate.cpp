// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/emptystate.h"

#include "ui/theme/icons.h"
#include "ui/theme/look.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace weir {

EmptyState::EmptyState(const QString &glyph, const QString &sentence, const QString &button, QWidget *parent)
    : QWidget(parent)
    , m_name(glyph)
    , m_glyph(new QLabel(this))
    , m_sentence(makeLabel(sentence, Look::Dim, this))
    , m_button(new QPushButton(button, this))
{
    m_glyph->setAlignment(Qt::AlignCenter);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumWidth(180);
    m_sentence->setMaximumWidth(340);
    setLook(m_button, Look::Primary);
    m_button->setVisible(!button.isEmpty());
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->setContentsMargins(16, 16, 16, 16);
    column->addStretch();
    column->addWidget(m_glyph, 0, Qt::AlignHCenter);
    column->addWidget(m_sentence, 0, Qt::AlignHCenter);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch();
    connect(m_button, &QPushButton::clicked, this, &EmptyState::triggered);
    drawGlyph();
}

void EmptyState::setSentence(const QString &sentence)
{
    m_sentence->setText(sentence);
}

void EmptyState::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawGlyph();
    QWidget::changeEvent(event);
}

void EmptyState::drawGlyph()
{
    m_glyph->setPixmap(icon(m_name, Role::DimText).pixmap(QSize(36, 36), devicePixelRatioF()));
}

} // namespace weir
