// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/report.h"
#include "core/simulation/reportdifference.h"

#include <QAbstractButton>
#include <QFrame>

#include <functional>

namespace weir {

class Theme;

/// An assertion with what was measured.
class AssertionCard : public QFrame
{
    Q_OBJECT

public:
    AssertionCard(const AssertionReport &assertion, const Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    bool m_holds;
};

/// A bottleneck: name, how busy it is, and the mean wait; a click selects the element.
class BottleneckRow : public QAbstractButton
{
    Q_OBJECT

public:
    BottleneckRow(const BottleneckReport &bottleneck, const QString &name, const Theme &theme,
                  QWidget *parent = nullptr);

    QSize sizeHint() const override { return {240, 24}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const Theme &m_theme;
    double m_utilisation;
};

/// The figures that differ between two runs, one a line; \a most lines at most. \a nameOf says what people call an element.
QWidget *makeDifferenceTable(const QList<FigureDifference> &differences, int before, int after, int most,
                             const std::function<QString(const QString &element)> &nameOf);

/// What was measured, for people: "7 min 12 s", "0", "not measured: …".
QString measuredText(const AssertionReport &assertion);

} // namespace weir
