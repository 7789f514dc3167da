// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
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

/// A line for each promise of \a report: `holds` or `FAILS`, its text and what was measured.
QString assertionLines(const Report &report, const Console &console);

/// What an assertion measured, for people.
QString measuredFigure(const AssertionReport &assertion);

/// \a title as the heading of a part of a text report: an empty line, then the title.
QString headingText(const QString &title, const Console &console);

/// A change with its sign: `+12 ms`, `−3`.
QString signedFigure(double value, FigureUnit unit);

} // namespace weir
