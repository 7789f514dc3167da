// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <QByteArray>
#include <QStringList>

namespace weir::test {

/// What a run of `weir` left behind.
struct Outcome
{
    int exitCode = -1; ///< -1 when it crashed or did not end.
    QByteArray out;    ///< Standard output.
    QByteArray err;    ///< Standard error.
};

/// Where the `weir` of the tests keeps locks and backups: a temporary folder, not the user's.
QString stateHome();

/// Runs the built `weir` in \a folder, without a terminal, with \a input on standard input.
Outcome runWeir(const QStringList &arguments, const QString &folder, const QByteArray &input = {});

/// Empty when \a text equals the golden file \a name in tests/app/golden, else a sentence. With WEIR_APPROVE=1 in the
/// environment the file is written instead.
QString differsFromGolden(const QByteArray &text, const QString &name);

/// Whether \a report is what the published schema \a name (`findings.schema.json`) says; else what is wrong.
QString differsFromSchema(const QString &name, const Json &report);

} // namespace weir::test
