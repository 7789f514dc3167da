// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/input.h"
#include "app/cli/interrupt.h"
#include "core/simulation/reportfigures.h"
#include "core/simulation/scenariorunner.h"
#include "core/storage/project.h"

namespace weir {

/// What the commands that simulate take of `--set PATH=VALUE`; fails for the first that is none.
Result<QList<ScenarioSetting>> settingsOf(const QStringList &texts);

/// Control of a simulation that \a watch stops and whose progress the console shows, called \a doing.
SimulationControl watchedControl(const InterruptWatch &watch, Session &session, const QString &doing);

/// Tells why a simulation failed: the design's fault is unreadable input, anything else wrong usage.
ExitCode refuseSimulation(const Error &error, const Project &project, Session &session);

/// The frame of the commands that simulate more than once: opens \a path, lets \a work find a `Result<T>` in the project
/// under a control that Ctrl+C stops and whose progress is shown as \a doing, and prints the bytes that \a bytesOf makes
/// of it. What cannot be opened, run or printed is told.
template<typename T, typename Work, typename BytesOf>
ExitCode runExperiment(const QString &path, const QString &doing, Session &session, const Work &work,
                       const BytesOf &bytesOf)
{
    // Before any other thread, so that all of them leave the signals alone.
    const InterruptWatch watch;
    const Result<Project> project = openForCommand(path, session);
    if (!project)
        return ExitCode::Unreadable;
    const Result<T> found = work(*project, watchedControl(watch, session, doing));
    session.console.clearProgress();
    if (!found)
        return refuseSimulation(found.error(), *project, session);
    const ExitCode shown = deliver(bytesOf(*found), {}, session);
    if (shown != ExitCode::Done)
        return shown;
    return watch.isInterrupted() ? ExitCode::Interrupted : ExitCode::Done;
}

/// A line for each promise of \a report: `holds` or `FAILS`, its text and what was measured.
QString assertionLines(const Report &report, const Console &console);

/// What an assertion measured, for people.
QString measuredFigure(const AssertionReport &assertion);

/// \a title as the heading of a part of a text report: an empty line, then the title.
QString headingText(const QString &title, const Console &console);

/// A change with its sign: `+12 ms`, `−3`.
QString signedFigure(double value, FigureUnit unit);

} // namespace weir
