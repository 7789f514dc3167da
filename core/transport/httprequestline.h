// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/httplimits.h"
#include "core/transport/httpmessage.h"

#include <optional>
#include <variant>

namespace weir {

/// A request line taken apart; the target is a view into it.
struct HttpRequestLine
{
    HttpMethod method = HttpMethod::Get;
    int minorVersion = 1;
    QByteArrayView target;
};

/// A request target taken apart.
struct HttpTarget
{
    QByteArray path; ///< Decoded, as in HttpRequest.
    QByteArray query;
    QByteArrayView host; ///< Of the absolute form, with port; null for the others.
};

/// Reads `method SP target SP HTTP-version`, or says why it cannot be served (RFC 9112 §3).
std::variant<HttpRequestLine, HttpRefusal> splitRequestLine(QByteArrayView line);
/// Whether \a start, without a line end, can become a request line.
bool isStartOfRequestLine(QByteArrayView start);
/// Reads the origin form, the absolute form, and `*` of OPTIONS (RFC 9112 §3.2). Nothing for other forms, characters that
/// are not to stand in a URI, a fragment, a malformed `%`, and an encoded control character.
std::optional<HttpTarget> splitTarget(QByteArrayView target, HttpMethod method);
/// Whether \a line is `name: value`: a token, no blank before the colon, no control characters (RFC 9112 §5).
bool isHttpFieldLine(QByteArrayView line);
/// The name in a `Host` value, in lower case, without port and final dot; nothing when it is malformed or empty.
std::optional<QByteArray> hostNameOf(QByteArrayView host);
/// Whether \a name, as hostNameOf() gives it, is an IPv4 address in four decimal parts or an IPv6 address in brackets.
bool isAddressInNumbers(const QByteArray &name);

} // namespace weir
