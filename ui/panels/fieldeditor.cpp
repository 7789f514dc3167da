// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/fieldeditor.h"

#include "ui/panels/choicefield.h"
#include "ui/panels/textfield.h"
#include "ui/theme/look.h"

#include <QBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QVariant>

namespace weir {

FieldEditor *FieldEditor::make(const FormField &field, QWidget *parent)
{
    switch (field.kind) {
    case FieldKind::LongText:
    case FieldKind::Lines:
    case FieldKind::Assertions:
        return new TextField(field, parent);
    case FieldKind::Choice:
    case FieldKind::Answer:
        return new ChoiceField(field, parent);
    case FieldKind::Flag:
        return new FlagField(field, parent);
    default:
        return new LineField(field, parent);
    }
}

FieldEditor::FieldEditor(const FormField &field, QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_error(makeLabel({}, Look::Bad))
{
    m_error->setWordWrap(true);
    m_error->hide();
}

void FieldEditor::install(QWidget *editor, bool labelled)
{
    m_editor = editor;
    editor->setAccessibleName(m_field.label);
    setFocusProxy(editor);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    if (labelled) {
        QLabel *label = makeLabel(m_field.label, Look::Small);
        label->setBuddy(editor);
        label->setWordWrap(m_field.kind == FieldKind::Answer); // Its label is a question.
        layout->addWidget(label);
    }
    layout->addWidget(editor);
    layout->addWidget(m_error);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void FieldEditor::showError(const QString &error)
{
    if (error == this->error())
        return;
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
    m_editor->setAccessibleDescription(error);
    m_editor->setProperty("invalid", !error.isEmpty());
    m_editor->style()->unpolish(m_editor);
    m_editor->style()->polish(m_editor);
}

QString FieldEditor::error() const
{
    return m_error->text();
}

} // namespace weir
