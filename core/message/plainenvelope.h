// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"

#include <optional>

namespace weir {

/// The message of an \a envelope in which readEnvelope() finds nothing at all; what it carries is moved out of \a envelope.
/// Nothing, and \a envelope untouched, when there may be a finding, and for payloads in Base64.
std::optional<Message> plainMessage(Json &&envelope);

} // namespace weir
