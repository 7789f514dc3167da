// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/transport/httpheaders.h"

#include <QHostAddress>

#include <optional>

namespace weir {

/// The methods that are served and sent.
enum class HttpMethod : quint8 { Get, Head, Post, Put, Patch, Delete, Options };

/// As on the wire: `GET`.
QByteArrayView httpMethodName(HttpMethod method);
/// The method that \a name spells, in capitals; nothing for any other.
std::optional<HttpMethod> httpMethod(QByteArrayView name);

/// A whole request, as a handler sees it.
struct HttpRequest
{
    HttpMethod method = HttpMethod::Get;
    int minorVersion = 1; ///< Of HTTP/1.
    QByteArray path;      ///< Percent-decoded (but `%2F`), begins with `/`; `*` of `OPTIONS *`. Dots are not resolved.
    QByteArray query;     ///< What stands behind the first `?`, as it was sent.
    HttpHeaders headers;
    QByteArray body;       ///< The bytes as they were sent, without the framing of chunks: what a signature is made of.
    QHostAddress peer;     ///< Where it came from.
    bool keepAlive = true; ///< The client wants to send further requests on the connection.

    /// The value of the first header called \a name; a null view when there is none.
    QByteArrayView header(QByteArrayView name) const { return headers.value(name); }
    /// The decoded value of the first parameter called \a name of the query (`+` is a blank); nothing when there is none.
    std::optional<QByteArray> parameter(QByteArrayView name) const;
};

/// An answer. `Content-Length`, `Date` and `Connection` are added when it is sent.
struct HttpResponse
{
    int status = 200;
    HttpHeaders headers;
    QByteArray body;

    /// With \a json as it stands, and its media type.
    static HttpResponse json(int status, const QByteArray &json);
    /// `{"error": …}` with \a reason as its value.
    static HttpResponse error(int status, QStringView reason);
    /// Plain text (UTF-8).
    static HttpResponse text(int status, QStringView text);

    bool operator==(const HttpResponse &) const = default;
};

/// The usual reason phrase of \a status; empty for one that is not known (RFC 9110 §15).
QByteArrayView httpStatusText(int status);

/// \a text with `%XX` as bytes; nothing when a `%` has no two hexadecimal digits behind it. `%2F` stays as it is, as
/// `/` would be read as another segment, when \a keepSlashes.
std::optional<QByteArray> percentDecoded(QByteArrayView text, bool keepSlashes = false);

} // namespace weir
