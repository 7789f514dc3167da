// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/message/message.h"

#include <QList>

class QIODevice;

namespace weir {

/// The events in the file \a path (`-`: \a standardInput), envelopes or CloudEvents in the JSON format: one event a line, or one
/// JSON document that is an event or an array of them. CloudEvents without a time happened at \a receivedAt. Fails with file
/// and line when one cannot be read or is not valid, or there is none.
Result<QList<Message>> readEvents(const QString &path, TimePoint receivedAt, QIODevice *standardInput = nullptr);

} // namespace weir
