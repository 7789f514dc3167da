// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/sweepaxisform.h"

#include "ui/simulator/sweeptool.h"
#include "ui/theme/choicebox.h"
#include "ui/theme/look.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

namespace weir {
namespace {

constexpr int mostStepsInForm = 50;

} // namespace

SweepAxisForm::SweepAxisForm(SweepTool &tool, int index, QWidget *parent)
    : QWidget(parent)
    , m_tool(tool)
    , m_index(index)
    , m_parameter(new ChoiceBox)
    , m_from(new QLineEdit)
    , m_to(new QLineEdit)
    , m_steps(new QSpinBox)
    , m_range(new QWidget)
{
    m_parameter->setAccessibleName(index == 0 ? tr("First parameter") : tr("Second parameter"));
    m_from->setAccessibleName(tr("From"));
    m_to->setAccessibleName(tr("To"));
    m_steps->setAccessibleName(tr("Steps"));
    m_steps->setRange(2, mostStepsInForm);
    m_steps->setToolTip(tr("So many values, both ends included"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(4);
    column->addWidget(makeLabel(index == 0 ? tr("Vary") : tr("and"), Look::Small));
    column->addWidget(m_parameter);
    auto *grid = new QGridLayout(m_range);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(2);
    const auto add = [grid](int at, const QString &label, QWidget *field, int stretch) {
        QLabel *name = makeLabel(label, Look::Small);
        name->setBuddy(field);
        field->setMinimumWidth(48);
        grid->addWidget(name, 0, at);
        grid->addWidget(field, 1, at);
        grid->setColumnStretch(at, stretch);
    };
    add(0, tr("from"), m_from, 3);
    add(1, tr("to"), m_to, 3);
    add(2, tr("steps"), m_steps, 2);
    column->addWidget(m_range);
    connect(m_parameter, &QComboBox::currentIndexChanged, this,
            [this] { m_tool.choose(m_index, m_parameter->currentData().toString()); });
    connect(m_from, &QLineEdit::textEdited, this, &SweepAxisForm::take);
    connect(m_to, &QLineEdit::textEdited, this, &SweepAxisForm::take);
    connect(m_steps, &QSpinBox::valueChanged, this, &SweepAxisForm::take);
    connect(&tool, &SweepTool::parametersChanged, this, &SweepAxisForm::refill);
    refill();
}

void SweepAxisForm::refill()
{
    const QSignalBlocker blocker(m_parameter);
    m_parameter->clear();
    if (m_index > 0)
        m_parameter->addItem(tr("nothing else"), QString());
    for (const SweepParameter &parameter : m_tool.parameters()) {
        m_parameter->addItem(tr("%1: %2").arg(parameter.element, parameter.name), parameter.path);
        m_parameter->setItemData(m_parameter->count() - 1,
                                 tr("%1: %2, now %3").arg(parameter.element, parameter.name, parameter.now),
                                 Qt::ToolTipRole);
    }
    m_parameter->setCurrentIndex(m_parameter->findData(m_tool.axis(m_index).path));
    m_parameter->setEnabled(m_parameter->count() > 0);
    m_parameter->setToolTip(
        m_parameter->count() > 0
            ? m_parameter->currentText()
            : tr("Select a service, channel or event in the diagram: its parameters are offered here"));
    showRange();
}

void SweepAxisForm::showRange()
{
    const SweepAxis &axis = m_tool.axis(m_index);
    m_range->setVisible(!axis.path.isEmpty());
    const QSignalBlocker blocker(m_steps);
    if (m_from->text() != axis.from)
        m_from->setText(axis.from);
    if (m_to->text() != axis.to)
        m_to->setText(axis.to);
    m_steps->setValue(axis.steps);
}

void SweepAxisForm::take()
{
    m_tool.setRange(m_index, m_from->text(), m_to->text(), m_steps->value());
}

} // namespace weir
