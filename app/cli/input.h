// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "core/base/finding.h"
#include "core/storage/project.h"

namespace weir {

/// Opens what the user called PROJECT; on failure the error is already told. Parts that could not be read are told, too:
/// the command goes on with the rest.
Result<Project> openForCommand(const QString &path, Session &session);

/// Tells \a error and gives \a code back.
ExitCode refuse(const Error &error, Session &session, ExitCode code);

/// Writes \a bytes to \a path, or to standard output when it is `-` or empty.
ExitCode deliver(const QByteArray &bytes, const QString &path, Session &session);

/// `file:line:column: error: message [rule]` and the hint, each with a line feed.
QString findingText(const Finding &finding, const Console &console);

} // namespace weir
