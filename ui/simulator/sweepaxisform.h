// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace weir {

class SweepTool;

/// One parameter of a sweep: which, from where to where, in how many steps.
class SweepAxisForm : public QWidget
{
    Q_OBJECT

public:
    /// \a index 0 is the parameter that must be there, 1 the one that may be.
    SweepAxisForm(SweepTool &tool, int index, QWidget *parent = nullptr);

private:
    void refill();
    void showRange();
    void take();

    SweepTool &m_tool;
    int m_index;
    QComboBox *m_parameter;
    QLineEdit *m_from;
    QLineEdit *m_to;
    QSpinBox *m_steps;
    QWidget *m_range;
};

} // namespace weir
