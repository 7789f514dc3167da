// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/transport/httpmessage.h"

namespace weir {

/// \a json as the body of an answer.
HttpResponse jsonReply(int status, const Json &json);
/// `{"error": what, "where": place, "hint": what to do}`, members without a value left out.
HttpResponse errorReply(int status, const Error &error);

/// The body of \a request as a JSON object, an empty body as an empty one. Fails with the place of what is wrong.
Result<Json> jsonBody(const HttpRequest &request);

} // namespace weir
