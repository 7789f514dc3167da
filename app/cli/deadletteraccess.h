// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace weir {

/// Whether \a place is the URL of an emulator, not a database.
bool isEmulatorUrl(const QString &place);

/// The body of the answer to `GET path` (`/dead-letters…`) of the emulator at \a place; of a database what an emulator on it
/// would answer. Fails when there is no answer, or it is no success.
Result<QByteArray> readDeadLettersAt(const QString &place, const QString &path);
/// The same for `POST path` with \a body.
Result<QByteArray> changeDeadLettersAt(const QString &place, const QString &path, const QByteArray &body);

} // namespace weir
