// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/acceptdialog.h"

#include "ui/theme/look.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace weir {
namespace {

constexpr int usualMonths = 3;
constexpr int textWidth = 420;

} // namespace

AcceptDialog::AcceptDialog(const Finding &finding, QWidget *parent)
    : QDialog(parent)
    , m_reason(new QLineEdit)
    , m_expires(new QCheckBox(tr("Ask again after")))
    , m_until(new QDateEdit(QDate::currentDate().addMonths(usualMonths)))
{
    setWindowTitle(tr("Accept a finding"));
    QLabel *message = makeLabel(finding.message, Look::Heading);
    message->setWordWrap(true);
    message->setMinimumWidth(textWidth);
    m_reason->setPlaceholderText(tr("Why this is right here"));
    m_reason->setAccessibleName(tr("Reason"));
    m_until->setCalendarPopup(true);
    m_until->setMinimumDate(QDate::currentDate());
    m_until->setAccessibleName(tr("Last day"));
    m_until->setEnabled(false);
    auto *span = new QHBoxLayout;
    span->addWidget(m_expires);
    span->addWidget(m_until);
    span->addStretch();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    QPushButton *accept = buttons->addButton(tr("Accept"), QDialogButtonBox::AcceptRole);
    setLook(accept, Look::Primary);
    accept->setDefault(true);
    accept->setEnabled(false);
    accept->setToolTip(tr("Say why first: the reason stands in approvals.json for your team"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->addWidget(message);
    column->addWidget(
        makeLabel(tr("The reason is kept in the project, and the finding is no longer shown."), Look::Dim));
    column->addWidget(m_reason);
    column->addLayout(span);
    column->addSpacing(6);
    column->addWidget(buttons);
    connect(m_expires, &QCheckBox::toggled, m_until, &QWidget::setEnabled);
    connect(m_reason, &QLineEdit::textChanged, accept, [this, accept] { accept->setEnabled(!reason().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_reason->setFocus();
}

QString AcceptDialog::reason() const
{
    return m_reason->text().trimmed();
}

QDate AcceptDialog::until() const
{
    return m_expires->isChecked() ? m_until->date() : QDate();
}

} // namespace weir
