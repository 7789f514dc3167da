// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/message/message.h"

#include <QByteArray>

namespace weir::bus {

/// The envelope of \a message as compact JSON; what is no UTF-8 in it is replaced.
QByteArray envelopeBytes(const Message &message);
/// The same without its payload, and the payload by itself: empty when there is none.
std::pair<QByteArray, QByteArray> envelopeParts(const Message &message);
/// The inverse of both. \a envelope was kept by this program: what is odd in it counts for nothing, what is no JSON fails.
Result<Message> messageOf(const QByteArray &envelope);
Result<Message> messageOf(const QByteArray &envelope, const QByteArray &data);

} // namespace weir::bus
