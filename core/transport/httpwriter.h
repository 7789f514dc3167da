// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/httpmessage.h"
#include "core/transport/httpurl.h"

namespace weir {

/// How an answer is framed.
struct HttpResponseFrame
{
    bool keepAlive = true; ///< The connection goes on.
    bool isHead = false;   ///< The answer to HEAD: its length without its body.
    bool isStream = false; ///< The body goes on until the connection ends: no length.
    int minorVersion = 1;  ///< Of the request.
    QByteArrayView date;   ///< The value of `Date`; empty for none.
};

/// Appends \a response as it is sent. Its own `Content-Length`, `Transfer-Encoding` and `Date` are left out, and its own
/// `Connection` unless it is a stream.
void appendHttpResponse(QByteArray &bytes, const HttpResponse &response, const HttpResponseFrame &frame);

/// \a second, in seconds since 1970, as `Date` has it (RFC 9110 §5.6.7).
QByteArray httpDate(std::int64_t second);

/// A request to send.
struct HttpOutgoingRequest
{
    HttpMethod method = HttpMethod::Post;
    HttpUrl url;
    HttpHeaders headers; ///< `Host` and `Content-Length` are added, and must not stand here.
    QByteArray body;
    bool keepAlive = false; ///< Further requests may follow on the connection; otherwise `Connection: close` is added.
};

/// The bytes of \a request. Fails when it has a header that says how it is framed or where it goes.
Result<QByteArray> httpRequestBytes(const HttpOutgoingRequest &request);

} // namespace weir
