// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartdata.h"
#include "ui/simulator/resulttable.h"

#include "core/base/result.h"
#include "core/simulation/scenariorunner.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace weir {

class ProjectDocument;

/// A question that takes many simulations, without widgets: what it needs, its progress, its answer as a sentence, a table
/// and a chart. It runs on a thread of its own, values in, values out.
class ExperimentTool : public QObject
{
    Q_OBJECT

public:
    ~ExperimentTool() override;

    bool isRunning() const { return m_isRunning; }
    /// 0 to 1.
    double progress() const { return m_progress; }
    /// Why the last try failed; nothing when it did not.
    const std::optional<Error> &error() const { return m_error; }

    /// Why it cannot be run now, for people; empty: it can.
    virtual QString obstacle() const = 0;
    virtual bool hasResult() const = 0;
    /// The answer in one sentence; empty without one.
    virtual QString sentence() const = 0;
    /// Whether the answer is what people hope for; nothing where there is no such thing.
    virtual std::optional<bool> isGood() const { return {}; }
    virtual ResultTable table() const = 0;
    /// Empty when there is nothing to draw.
    virtual ChartData chart() const { return {}; }
    /// All of the answer for spreadsheets; empty without one.
    virtual QByteArray csv() const = 0;

public slots:
    /// Nothing while it runs or is hindered.
    void run();
    /// Ends it early; what was finished is shown.
    void cancel();

signals:
    /// Anything but the progress is another one.
    void changed();
    void progressed(double share);

protected:
    explicit ExperimentTool(ProjectDocument &document, QObject *parent = nullptr);

    /// Takes the answer, in the window's thread; an error when there is none.
    using Outcome = std::function<std::optional<Error>()>;
    /// What is done on the other thread; it works on values that it holds.
    using Work = std::function<Outcome(const SimulationControl &control)>;

    virtual Work work() = 0;
    /// Another project is shown: nothing of the old answer stays.
    virtual void forget() = 0;

    ProjectDocument &document() const { return m_document; }
    /// Ends what runs; nothing is heard of it any more.
    void abandon();

private:
    void take(int number, const Outcome &outcome);

    ProjectDocument &m_document;
    std::optional<Error> m_error;
    double m_progress = 0;
    bool m_isRunning = false;
    int m_number = 0; ///< Of the try that goes on; an older one is never heard of again.
    std::jthread m_thread;
};

} // namespace weir
