// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulation/emulatedsystem.h"
#include "core/transport/httpmessage.h"

namespace weir {

/// Answers `GET /faults`: `{"active": […], "kinds": […]}`.
HttpResponse faultsReply(const EmulatedSystem &system);
/// Answers `POST /faults`: `{"fault": "serviceDown", "target": "billing", "for": "30s"}` switches on, with `"on": false` off;
/// `{"clear": true}` ends all. The answer is that of faultsReply(), or 400 with the reason.
HttpResponse switchFault(EmulatedSystem &system, const HttpRequest &request);

} // namespace weir
