// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/textfield.h"

#include <nlohmann/json.hpp>

#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextLayout>

namespace weir {

namespace {

constexpr int leastLines = 1;
constexpr int mostLines = 8;

bool isKey(const QEvent *event, Qt::Key key)
{
    return event->type() == QEvent::KeyPress && static_cast<const QKeyEvent *>(event)->key() == key;
}

} // namespace

LineField::LineField(const FormField &field, QWidget *parent) : FieldEditor(field, parent), m_line(new QLineEdit)
{
    m_line->setPlaceholderText(field.placeholder);
    m_line->installEventFilter(this);
    install(m_line);
    connect(m_line, &QLineEdit::editingFinished, this, &LineField::commit);
    connect(m_line, &QLineEdit::textChanged, m_line, &QWidget::setToolTip);
}

void LineField::showValue(const Json &value)
{
    const QString text = fieldText(field().kind, value);
    const bool isTyping = m_line->hasFocus() && m_line->text() != m_shown;
    if (isTyping && text == m_shown)
        return;
    m_shown = text;
    showError({});
    if (m_line->text() == text)
        return;
    m_line->setText(text);
    m_line->setCursorPosition(0);
}

bool LineField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_line || !isKey(event, Qt::Key_Escape) || m_line->text() == m_shown)
        return false;
    m_line->setText(m_shown);
    showError({});
    return true;
}

void LineField::commit()
{
    if (m_line->text() == m_shown)
        showError({});
    else
        emit committed(m_line->text());
}

TextField::TextField(const FormField &field, QWidget *parent) : FieldEditor(field, parent), m_text(new QPlainTextEdit)
{
    m_text->setPlaceholderText(field.placeholder);
    m_text->setTabChangesFocus(true);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->document()->setDocumentMargin(2);
    m_text->installEventFilter(this);
    install(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &TextField::fitHeight);
    fitHeight();
}

void TextField::showValue(const Json &value)
{
    const QString text = fieldText(field().kind, value);
    const bool isTyping = m_text->hasFocus() && m_text->toPlainText() != m_shown;
    if (isTyping && text == m_shown)
        return;
    m_shown = text;
    showError({});
    if (m_text->toPlainText() != text)
        m_text->setPlainText(text);
}

bool TextField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_text)
        return false;
    if (event->type() == QEvent::Resize)
        fitHeight();
    if (event->type() == QEvent::FocusOut)
        commit();
    const bool isEnter = isKey(event, Qt::Key_Return) || isKey(event, Qt::Key_Enter);
    if (isEnter && static_cast<QKeyEvent *>(event)->modifiers().testFlag(Qt::ControlModifier)) {
        commit();
        return true;
    }
    if (!isKey(event, Qt::Key_Escape) || m_text->toPlainText() == m_shown)
        return false;
    m_text->setPlainText(m_shown);
    showError({});
    return true;
}

void TextField::commit()
{
    if (m_text->toPlainText() == m_shown)
        showError({});
    else
        emit committed(m_text->toPlainText());
}

void TextField::fitHeight()
{
    int lines = 0;
    for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next())
        lines += std::max(1, block.layout()->lineCount());
    const int shown = std::clamp(lines, leastLines, mostLines);
    const int height = shown * m_text->fontMetrics().lineSpacing() + 14;
    if (m_text->height() != height)
        m_text->setFixedHeight(height);
    m_text->setVerticalScrollBarPolicy(lines > mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

} // namespace weir
