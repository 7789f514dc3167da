// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"

#include <QDate>
#include <QDialog>

class QCheckBox;
class QDateEdit;
class QLineEdit;

namespace weir {

/// Asks why a finding is accepted, and for how long.
class AcceptDialog : public QDialog
{
    Q_OBJECT

public:
    AcceptDialog(const Finding &finding, QWidget *parent = nullptr);

    /// What the user wrote; never empty once the dialog was accepted.
    QString reason() const;
    /// Last day; invalid: for ever.
    QDate until() const;

private:
    QLineEdit *m_reason;
    QCheckBox *m_expires;
    QDateEdit *m_until;
};

} // namespace weir
