// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QTextBrowser;

namespace weir {

/// Why a rule exists: its help page, beside the work rather than in its way.
class RuleHelpWindow : public QDialog
{
    Q_OBJECT

public:
    explicit RuleHelpWindow(QWidget *parent = nullptr);

    /// Shows the page of \a rule and comes to the front.
    void showRule(const QString &rule);

private:
    QTextBrowser *m_text;
};

} // namespace weir
