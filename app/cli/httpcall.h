// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/httpexchange.h"

namespace weir {

/// Sends one request and waits for its answer. Any address is allowed: a person named it. Fails when there was no answer.
Result<HttpExchangeResult> httpCall(HttpMethod method, const QString &url, const HttpHeaders &headers,
                                    const QByteArray &body);

/// What an answer that is no success says: its `error`, `where` and `hint`, or its status.
Error answerError(const HttpExchangeResult &answer, const QString &url);

} // namespace weir
