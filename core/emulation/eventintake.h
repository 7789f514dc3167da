// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/message/message.h"
#include "core/transport/httpmessage.h"

#include <QList>

namespace weir {

/// The events that a request to publish carries: an envelope, one on each line (`application/x-ndjson`), or CloudEvents in
/// structured, binary or batched mode. CloudEvents without a time happened at \a receivedAt. Fails when there is none or one
/// is not valid; the place says where in the body.
Result<QList<Message>> eventsOf(const HttpRequest &request, TimePoint receivedAt);

} // namespace weir
