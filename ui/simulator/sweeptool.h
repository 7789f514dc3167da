// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/simulator/experimenttool.h"

#include "core/simulation/reportfigures.h"
#include "core/usecases/sweepparameters.h"

#include <array>

namespace weir {

class SimulationTool;

/// One parameter of a sweep as the user set it.
struct SweepAxis
{
    QString path; ///< Of a SweepParameter; empty: none.
    QString from, to;
    int steps = 2;

    bool operator==(const SweepAxis &) const = default;
};

/// What can be read off each point of a sweep: what a promise measures, or a figure.
struct SweepQuantity
{
    QString name;
    FigureUnit unit = FigureUnit::Messages;
    std::optional<double> limit; ///< What is promised.
    qsizetype assertion = -1;    ///< Number of the promise; -1: a figure,
    QString element, key;        ///< this one, as ReportFigure names it.

    /// At \a report; nothing when it does not know it.
    std::optional<double> valueIn(const Report &report) const;
    bool operator==(const SweepQuantity &) const = default;
};

/// Sweep: one or two parameters of the selected element or the scenario over a range. Where does the design break?
class SweepTool : public ExperimentTool
{
    Q_OBJECT

public:
    static constexpr int axes = 2;
    static constexpr int mostLines = 6; ///< Of the chart of two parameters.

    SweepTool(ProjectDocument &document, SimulationTool &simulation, QObject *parent = nullptr);

    /// What can be varied: of the selection, what is chosen already, and of the scenario.
    const QList<SweepParameter> &parameters() const { return m_parameters; }
    const SweepParameter *parameter(const QString &path) const;
    const SweepAxis &axis(int index) const { return m_axes.at(std::size_t(index)); }
    /// Takes another parameter with the range that is suggested for it; an empty path takes the second one away.
    void choose(int index, const QString &path);
    void setRange(int index, const QString &from, const QString &to, int steps);

    /// What the points can show; empty without a result.
    QList<SweepQuantity> quantities() const;
    /// Number of the quantity that chart and heat table show.
    int shown() const { return m_shown; }
    void setShown(int index);

    const std::optional<Sweep> &sweep() const { return m_sweep; }
    /// Of the sweep that was run: as many names as parameters.
    const QStringList &names() const { return m_names; }
    /// The shown quantity by the values of two parameters; empty with one.
    ResultTable heatTable() const;

    QString obstacle() const override;
    bool hasResult() const override { return m_sweep.has_value(); }
    QString sentence() const override;
    std::optional<bool> isGood() const override { return m_sweep && m_sweep->holds(); }
    ResultTable table() const override;
    ChartData chart() const override;
    QByteArray csv() const override;

signals:
    void parametersChanged();

protected:
    Work work() override;
    void forget() override;

private:
    void followSelection();
    void fillParameters();
    SweepQuantity shownQuantity() const;
    ChartLine lineOf(const SweepQuantity &quantity, qsizetype first) const;
    Result<QList<Variation>> variations() const;

    SimulationTool &m_simulation;
    QList<SweepParameter> m_parameters;
    std::array<SweepAxis, axes> m_axes;
    bool m_isChosen = false; ///< The first parameter is the user's; else it follows the selection.
    std::optional<Sweep> m_sweep;
    QStringList m_names;
    int m_shown = 0;
};

} // namespace weir
