// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/fieldeditor.h"

class QCheckBox;
class QComboBox;

namespace weir {

/// One of a few values. A value that is none of them is shown as it is.
class ChoiceField : public FieldEditor
{
    Q_OBJECT

public:
    explicit ChoiceField(const FormField &field, QWidget *parent = nullptr);
    void showValue(const Json &value) override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QComboBox *m_box;
};

/// Yes or no; absent is no.
class FlagField : public FieldEditor
{
    Q_OBJECT

public:
    explicit FlagField(const FormField &field, QWidget *parent = nullptr);
    void showValue(const Json &value) override;

private:
    QCheckBox *m_box;
};

} // namespace weir
