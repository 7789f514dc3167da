// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace weir {

/// How much a program writes to its log, on standard error.
enum class LogLevel { Quiet, Normal };

/// What both programs do first: names and version for settings and folders, the shipped examples, the log's form. Call it
/// before the application object is made.
void prepareApplication(LogLevel level = LogLevel::Normal);

/// `weir 0.1.0 (Qt 6.4.2)`, with \a program as the name.
QString versionLine(const QString &program);

} // namespace weir
