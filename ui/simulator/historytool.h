// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/simulator/experimenttool.h"

#include "core/usecases/eventhistories.h"

namespace weir {

class SimulationTool;

/// Event histories: a sample of the events of the shown run, each with every attempt. It simulates the run's first
/// replication once more, which gives the same events again.
class HistoryTool : public ExperimentTool
{
    Q_OBJECT

public:
    /// Chains of events that are looked at, about.
    static constexpr int wantedEvents = 1500;

    HistoryTool(ProjectDocument &document, SimulationTool &simulation, QObject *parent = nullptr);

    /// Which outcome is shown; nothing: all.
    std::optional<HistoryOutcome> outcome() const { return m_outcome; }
    void setOutcome(std::optional<HistoryOutcome> outcome);
    /// Words that an event's type, publisher or subscribers must hold; empty: all are shown.
    void setFilter(const QString &words);
    /// Events with \a outcome in the sample.
    int count(HistoryOutcome outcome) const;

    /// The event that is looked at, or nullptr.
    const EventHistory *selected() const;
    /// Looks at the event with that number and selects its publisher, channels and subscribers in the diagram; 0: none.
    void select(quint64 message);

    const std::optional<EventHistories> &histories() const { return m_histories; }
    /// Number of the run that they are of; 0: none.
    int runNumber() const { return m_run; }

    QString obstacle() const override;
    bool hasResult() const override { return m_histories.has_value(); }
    QString sentence() const override;
    /// The events that are shown, one a row; the row's id is the event's number.
    ResultTable table() const override;
    /// Every attempt of the selected event, then what else happened to it.
    ResultTable details() const;
    QByteArray csv() const override;

protected:
    Work work() override;
    void forget() override;

private:
    void followRun();
    bool isShown(const EventHistory &history, HistoryOutcome outcome) const;
    void addAttempts(ResultTable &table, const EventHistory &history) const;

    SimulationTool &m_simulation;
    std::optional<EventHistories> m_histories;
    QList<HistoryOutcome> m_outcomes; ///< Of each history.
    int m_run = 0;
    std::optional<HistoryOutcome> m_outcome;
    QStringList m_words;
    quint64 m_selected = 0;
};

/// What people call it: "dead letter".
QString outcomeName(HistoryOutcome outcome);
/// What people call what happened: "failed".
QString stepTitle(sim::Step step);

} // namespace weir
