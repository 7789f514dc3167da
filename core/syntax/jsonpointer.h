// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace weir {

/// The reference tokens of an RFC 6901 pointer, unescaped. An error when it neither is empty nor starts with `/`, or
/// has a `~` that no 0 or 1 follows.
Result<QStringList> pointerTokens(QStringView pointer);

/// \a token escaped for a pointer (`~` as `~0`, `/` as `~1`).
QString escapedToken(QStringView token);

/// \a pointer with one more token.
QString pointerTo(const QString &pointer, QStringView token);
QString pointerTo(const QString &pointer, qsizetype index);

} // namespace weir
