// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/formrow.h"

#include <QWidget>

class QLabel;

namespace weir {

/// Edits one value of an element: a label, an editor, and below it what is wrong with what was typed.
class FieldEditor : public QWidget
{
    Q_OBJECT

public:
    /// The editor that fits the field's kind.
    static FieldEditor *make(const FormField &field, QWidget *parent = nullptr);

    const FormField &field() const { return m_field; }
    /// Shows the value as it is in the project; null when it is absent. What is being typed stays.
    virtual void showValue(const Json &value) = 0;
    /// Says below the editor what is wrong; empty takes it back.
    void showError(const QString &error);
    QString error() const;

signals:
    /// The user finished an edit: \a text in the words of the field's kind.
    void committed(const QString &text);

protected:
    explicit FieldEditor(const FormField &field, QWidget *parent);
    /// Puts the label and \a editor into the layout; a check box brings its own label.
    void install(QWidget *editor, bool labelled = true);
    QWidget *editor() const { return m_editor; }

private:
    FormField m_field;
    QWidget *m_editor = nullptr;
    QLabel *m_error;
};

} // namespace weir
