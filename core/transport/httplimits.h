// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/duration.h"
#include "core/transport/httpheaders.h"

#include <QList>
#include <QString>

namespace weir {

/// What a client may take: bytes and time.
struct HttpLimits
{
    static constexpr qsizetype largestBody = 16 * 1024 * 1024; ///< bodyBytes cannot be set higher.

    qsizetype headerBytes = 16 * 1024; ///< Request line and header fields; as many for the trailer of a chunked body.
    int headerFields = 100;
    qsizetype bodyBytes = 1024 * 1024;           ///< Of one request.
    qsizetype bufferedBytes = 8 * 1024 * 1024;   ///< Bodies of all unfinished requests together; bodyBytes at least.
    qsizetype streamBytes = 256 * 1024;          ///< What may wait for a reader of a stream; then it is dropped.
    Duration request = std::chrono::seconds(10); ///< From the first byte of a request to its last, and a TLS handshake.
    Duration idle = std::chrono::seconds(30);    ///< Without a request, or without reading an answer.
    Duration answer = std::chrono::seconds(60);  ///< For a handler to answer.
    Duration linger = std::chrono::seconds(2);   ///< For a client that was refused to read why, while it still sends.

    bool operator==(const HttpLimits &) const = default;
};

/// Which requests are taken at all.
struct HttpRules
{
    HttpLimits limits;
    /// Names that `Host` may have, without port, in lower case; `*` allows every name. RFC 9110 §7.2; a foreign name is
    /// how a web page reaches a local server (DNS rebinding).
    QList<QByteArray> hosts{"localhost", "127.0.0.1", "[::1]"};
    /// Any address in numbers is allowed as `Host` too: for servers that do not listen on loopback alone.
    bool anyAddressAsHost = false;
    /// Fields, in lower case, that may stand once at most: of two signatures none is to be believed.
    QList<QByteArray> onceOnly{"webhook-id",          "webhook-timestamp",   "webhook-signature", "x-webhook-id",
                               "x-webhook-timestamp", "x-webhook-signature", "stripe-signature",  "x-hub-signature",
                               "x-hub-signature-256", "authorization"};

    bool operator==(const HttpRules &) const = default;
};

/// Why a request or a connection was refused.
enum class HttpRefusal : quint8 {
    BadRequestLine,
    UnknownMethod,
    BadTarget,
    UnknownVersion,
    BadHeader,
    FoldedHeader,
    HeaderTooLarge,
    NoHost,
    RepeatedHost,
    ForeignHost,
    RepeatedSignature,
    BadLength,
    AmbiguousLength,
    UnknownCoding,
    UnknownExpectation,
    BadChunk,
    BodyTooLarge,
    TooMuchBuffered,
    TooSlow,
    NotAnswered,
    TooManyConnections,
    TooManyOfPeer,
};
inline constexpr int httpRefusalCount = static_cast<int>(HttpRefusal::TooManyOfPeer) + 1;

/// The status that a refused client is answered with.
int httpRefusalStatus(HttpRefusal refusal);
/// Why, in English as it goes over the wire and into logs.
QString httpRefusalText(HttpRefusal refusal);
/// A word for counters and metrics: `too-slow`.
QByteArrayView httpRefusalName(HttpRefusal refusal);

/// Bytes that several connections may hold together.
class ByteBudget
{
public:
    explicit ByteBudget(qsizetype limit) : m_limit(limit) {}

    qsizetype used() const { return m_used; }
    void setLimit(qsizetype limit) { m_limit = limit; }
    /// Takes \a bytes; false, and nothing is taken, when they are too many.
    bool take(qsizetype bytes)
    {
        if (bytes > m_limit - m_used)
            return false;
        m_used += bytes;
        return true;
    }
    void giveBack(qsizetype bytes)
    {
        Q_ASSERT(bytes <= m_used);
        m_used -= bytes;
    }

private:
    qsizetype m_limit;
    qsizetype m_used = 0;
};

} // namespace weir
