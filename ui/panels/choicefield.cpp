// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/choicefield.h"

#include "ui/theme/choicebox.h"

#include <nlohmann/json.hpp>

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastCharacters = 4;

} // namespace

ChoiceField::ChoiceField(const FormField &field, QWidget *parent)
    : FieldEditor(field, parent)
    , m_box(new ChoiceBox(leastCharacters))
{
    for (const auto &[value, text] : field.choices)
        m_box->addItem(text, value);
    m_box->setFocusPolicy(Qt::StrongFocus);
    m_box->installEventFilter(this);
    install(m_box);
    connect(m_box, &QComboBox::activated, this,
            [this](int index) { emit committed(m_box->itemData(index).toString()); });
}

void ChoiceField::showValue(const Json &value)
{
    const QString text = fieldText(field().kind, value);
    int index = m_box->findData(text);
    if (index < 0 && (!text.isEmpty() || m_box->count() == 0)) {
        m_box->addItem(text, text);
        index = m_box->count() - 1;
    }
    m_box->setCurrentIndex(index);
    m_box->setToolTip(m_box->currentText());
    showError({});
}

bool ChoiceField::eventFilter(QObject *watched, QEvent *event)
{
    // Scrolling the panel must not change a value that happens to be under the pointer.
    if (watched != m_box || event->type() != QEvent::Wheel || m_box->hasFocus())
        return false;
    event->ignore();
    return true;
}

FlagField::FlagField(const FormField &field, QWidget *parent)
    : FieldEditor(field, parent)
    , m_box(new QCheckBox(field.label))
{
    install(m_box, false);
    connect(m_box, &QCheckBox::clicked, this,
            [this](bool checked) { emit committed(checked ? u"true"_s : u"false"_s); });
}

void FlagField::showValue(const Json &value)
{
    m_box->setChecked(value.is_boolean() && value.get<bool>());
    showError({});
}

} // namespace weir
