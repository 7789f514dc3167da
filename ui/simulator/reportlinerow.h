// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/simulator/reportsections.h"

#include <QAbstractButton>

namespace weir {

class Theme;

/// One line of a report: name and figure, and what explains them in small letters below. A click selects what it is about;
/// a line about nothing cannot be clicked.
class ReportLineRow : public QAbstractButton
{
    Q_OBJECT

public:
    ReportLineRow(const ReportLine &line, const Theme &theme, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, 24}; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    bool canBeClicked() const { return !m_line.element.isEmpty(); }

    const Theme &m_theme;
    ReportLine m_line;
};

} // namespace weir
