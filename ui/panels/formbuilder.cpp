// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/formbuilder.h"

namespace weir {

using namespace Qt::StringLiterals;

FormBuilder::FormBuilder(const Catalog &catalog, ElementRef element, QString base)
    : m_catalog(catalog)
    , m_element(std::move(element))
    , m_base(std::move(base))
{}

void FormBuilder::title(const QString &text, const QStringList &facts)
{
    QStringList known;
    std::copy_if(facts.cbegin(), facts.cend(), std::back_inserter(known),
                 [](const QString &fact) { return !fact.isEmpty(); });
    m_rows.append({.kind = FormRow::Kind::Title, .text = text, .detail = known.join(u" · "_s)});
}

void FormBuilder::section(const QString &text)
{
    m_rows.append({.kind = FormRow::Kind::Section, .text = text});
}

void FormBuilder::note(const QString &text, FormRow::Mood mood)
{
    m_rows.append({.kind = FormRow::Kind::Note, .text = text, .mood = mood});
}

void FormBuilder::link(const QString &text, const QString &detail, const QString &path)
{
    m_rows.append({.kind = FormRow::Kind::Link, .text = text, .detail = detail, .path = path});
}

void FormBuilder::curve(const std::optional<Distribution> &distribution)
{
    if (distribution)
        m_rows.append({.kind = FormRow::Kind::Curve, .curve = *distribution});
}

void FormBuilder::retry(const RetryLine &line)
{
    m_rows.append({.kind = FormRow::Kind::Retry, .retry = line});
}

void FormBuilder::add(const FormField &field)
{
    m_rows.append({.kind = FormRow::Kind::Fields, .fields = {field}});
}

void FormBuilder::pair(const FormField &left, const FormField &right)
{
    m_rows.append({.kind = FormRow::Kind::Fields, .fields = {left, right}});
}

FormField FormBuilder::field(FieldKind kind, const QString &label, const QString &pointer,
                             const QString &placeholder) const
{
    return {
        .kind = kind, .label = label, .element = m_element, .pointer = m_base + pointer, .placeholder = placeholder};
}

FormField FormBuilder::choice(const QString &label, const QString &pointer,
                              const QList<std::pair<QString, QString>> &choices) const
{
    FormField made = field(FieldKind::Choice, label, pointer);
    made.choices = choices;
    return made;
}

FormField FormBuilder::elementChoice(const QString &label, const QString &pointer, Kind kind, const QString &none) const
{
    QList<std::pair<QString, QString>> choices;
    if (!none.isEmpty())
        choices.append({QString(), none});
    for (const ElementRef &element : m_catalog.elements()) {
        if (element.kind == kind)
            choices.append({element.id, element.id});
    }
    return choice(label, pointer, choices);
}

} // namespace weir
