// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/emptystate.h"

#include "ui/theme/icons.h"
#include "ui/theme/look.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace weir {

namespace {

constexpr int margin = 16;
constexpr int leastWidth = 180;
constexpr int largestWidth = 340;

} // namespace

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
    setLook(m_button, Look::Primary);
    m_button->setVisible(!button.isEmpty());
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->setContentsMargins(margin, margin, margin, margin);
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
    fitSentence();
}

void EmptyState::setButton(const QString &text)
{
    m_button->setText(text);
    m_button->setVisible(!text.isEmpty());
}

/// A centred label does not take the height that its wrapped text needs by itself.
void EmptyState::fitSentence()
{
    const int width = std::clamp(this->width() - 2 * margin, leastWidth, largestWidth);
    m_sentence->setFixedSize(width, m_sentence->heightForWidth(width));
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitSentence();
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
