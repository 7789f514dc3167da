// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httpwriter.h"

#include "core/base/translate.h"
#include "core/transport/httpbytes.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <charconv>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

constexpr qsizetype usualHead = 256;

bool isFramingField(QByteArrayView name, bool isStream)
{
    return isSameHttpName(name, "content-length") || isSameHttpName(name, "transfer-encoding")
        || isSameHttpName(name, "date") || (!isStream && isSameHttpName(name, "connection"));
}

/// A number in digits, without an allocation.
class Digits
{
public:
    explicit Digits(qsizetype number)
    {
        m_size = std::to_chars(m_digits.data(), m_digits.data() + m_digits.size(), number).ptr - m_digits.data();
    }
    QByteArrayView view() const { return {m_digits.data(), m_size}; }

private:
    std::array<char, 24> m_digits{};
    qsizetype m_size = 0;
};

bool hasNoBody(int status)
{
    return status / 100 == 1 || status == 204 || status == 304;
}

} // namespace

void appendHttpResponse(QByteArray &bytes, const HttpResponse &response, const HttpResponseFrame &frame)
{
    if (bytes.isEmpty())
        bytes.reserve(usualHead + response.body.size());
    appendAll(bytes, {"HTTP/1.1 ", Digits(response.status).view(), " ", httpStatusText(response.status), "\r\n"});
    for (qsizetype i = 0; i < response.headers.size(); ++i) {
        const QByteArrayView name = response.headers.name(i);
        if (!isFramingField(name, frame.isStream))
            appendAll(bytes, {name, ": ", response.headers.value(i), "\r\n"});
    }
    if (!frame.date.isEmpty())
        appendAll(bytes, {"Date: ", frame.date, "\r\n"});
    const bool hasBody = !hasNoBody(response.status);
    if (!frame.isStream) {
        if (hasBody)
            appendAll(bytes, {"Content-Length: ", Digits(response.body.size()).view(), "\r\n"});
        if (!frame.keepAlive)
            bytes.append("Connection: close\r\n");
        else if (frame.minorVersion == 0)
            bytes.append("Connection: keep-alive\r\n");
    }
    appendAll(bytes, {"\r\n", hasBody && !frame.isHead ? QByteArrayView(response.body) : QByteArrayView()});
}

QByteArray httpDate(std::int64_t second)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(second, Qt::UTC);
    return QLocale::c().toString(time, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'").toLatin1();
}

Result<QByteArray> httpRequestBytes(const HttpOutgoingRequest &request)
{
    static constexpr std::array refused{"host",       "content-length",  "transfer-encoding", "connection",
                                        "te",         "trailer",         "upgrade",           "expect",
                                        "keep-alive", "proxy-connection"};
    for (const char *const name : refused) {
        if (request.headers.contains(name))
            return Error{tr("The header “%1” cannot be set: it is part of how a request is sent.")
                             .arg(QString::fromLatin1(name)),
                         {},
                         tr("Remove it.")};
    }
    QByteArray bytes;
    bytes.reserve(512 + request.body.size());
    bytes.append(httpMethodName(request.method)).append(' ').append(request.url.target).append(" HTTP/1.1\r\nHost: ");
    bytes.append(request.url.authority()).append("\r\n");
    request.headers.appendTo(bytes);
    const bool mayHaveBody = request.method != HttpMethod::Get && request.method != HttpMethod::Head;
    if (mayHaveBody || !request.body.isEmpty())
        bytes.append("Content-Length: ").append(QByteArray::number(request.body.size())).append("\r\n");
    if (!request.keepAlive)
        bytes.append("Connection: close\r\n");
    return bytes.append("\r\n").append(request.body);
}

} // namespace weir
