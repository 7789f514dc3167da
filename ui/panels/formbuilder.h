// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/enumtext.h"
#include "ui/panels/formrow.h"

#include <QCoreApplication>

namespace weir {

/// Writes the rows of one element's form, top to bottom.
class FormBuilder
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// \a base is the pointer of the part that the form is about; field pointers are relative to it.
    FormBuilder(const Catalog &catalog, ElementRef element, QString base = {});

    const Catalog &catalog() const { return m_catalog; }
    const FormRows &rows() const { return m_rows; }

    void title(const QString &text, const QStringList &facts);
    void section(const QString &text);
    void note(const QString &text, FormRow::Mood mood = FormRow::Mood::Dim);
    void link(const QString &text, const QString &detail, const QString &path);
    void curve(const std::optional<Distribution> &distribution);
    void retry(const RetryLine &line);
    void add(const FormRow &row) { m_rows.append(row); }
    void add(const FormField &field);
    void pair(const FormField &left, const FormField &right);

    FormField field(FieldKind kind, const QString &label, const QString &pointer,
                    const QString &placeholder = {}) const;
    FormField choice(const QString &label, const QString &pointer,
                     const QList<std::pair<QString, QString>> &choices) const;
    /// A choice among the channels, policies or events of the catalog; \a none is what an empty value is called.
    FormField elementChoice(const QString &label, const QString &pointer, Kind kind, const QString &none) const;
    /// A choice among the values of an enumeration, called as in the files; \a none: empty when there has to be one.
    template<typename E>
    FormField enumChoice(const QString &label, const QString &pointer, const QString &none = {}) const;

private:
    const Catalog &m_catalog;
    ElementRef m_element;
    QString m_base;
    FormRows m_rows;
};

template<typename E>
FormField FormBuilder::enumChoice(const QString &label, const QString &pointer, const QString &none) const
{
    QList<std::pair<QString, QString>> choices;
    if (!none.isEmpty())
        choices.append({QString(), none});
    for (const std::string_view text : enumTexts<E>()) {
        const QString value = QString::fromUtf8(text.data(), qsizetype(text.size()));
        choices.append({value, value});
    }
    return choice(label, pointer, choices);
}

} // namespace weir
