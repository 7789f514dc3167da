// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace weir {

class ProjectDocument;
class SimulationTool;
class Theme;

/// What a run says: question, verdict, assertions with measured values, bottlenecks, faults, SLAs, delivery, outboxes and
/// webhooks, what differs from the run before, assumptions and warnings. Without a run it says how to get one; a failed run is explained here.
class ReportPanel : public QScrollArea
{
    Q_OBJECT

public:
    ReportPanel(SimulationTool &tool, ProjectDocument &document, const Theme &theme, QWidget *parent = nullptr);

signals:
    /// The user wants to see everything that differs from the run before.
    void differencesRequested();

private:
    void rebuild();
    void addError(QVBoxLayout &column);
    void addNothingYet(QVBoxLayout &column);
    void addRunning(QVBoxLayout &column);
    void addVerdict(QVBoxLayout &column);
    void addAssertions(QVBoxLayout &column);
    void addBottlenecks(QVBoxLayout &column);
    void addSections(QVBoxLayout &column);
    void addComparison(QVBoxLayout &column);
    void addSentences(QVBoxLayout &column, const QString &title, const QStringList &sentences);
    QString nameOf(const QString &element) const;

    SimulationTool &m_tool;
    ProjectDocument &m_document;
    const Theme &m_theme;
};

} // namespace weir
