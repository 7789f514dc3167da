// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/fieldeditor.h"

class QLineEdit;
class QPlainTextEdit;

namespace weir {

/// One line of text. Enter or leaving the field commits, Escape takes back what was typed.
class LineField : public FieldEditor
{
    Q_OBJECT

public:
    explicit LineField(const FormField &field, QWidget *parent = nullptr);
    void showValue(const Json &value) override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void commit();

    QLineEdit *m_line;
    QString m_shown; ///< The value in the project.
};

/// Several lines. Leaving the field or Ctrl+Enter commits, Escape takes back what was typed.
class TextField : public FieldEditor
{
    Q_OBJECT

public:
    explicit TextField(const FormField &field, QWidget *parent = nullptr);
    void showValue(const Json &value) override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void commit();
    void fitHeight();

    QPlainTextEdit *m_text;
    QString m_shown;
};

} // namespace weir
