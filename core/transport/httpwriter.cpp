// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httpwriter.h"

#include "core/base/translate.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

bool isFramingField(QByteArrayView name, bool isStream)
{
    return isSameHttpName(name, "content-length") || isSameHttpName(name, "transfer-encoding")
        || isSameHttpName(name, "date") || (!isStream && isSameHttpName(name, "connection"));
}

bool hasNoBody(int status)
{
    return status / 100 == 1 || status == 204 || status == 304;
}

} // namespace

void appendHttpResponse(QByteArray &bytes, const HttpResponse &response, const HttpResponseFrame &frame)
{
    bytes.append("HTTP/1.1 ").append(QByteArray::number(response.status)).append(' ');
    bytes.append(httpStatusText(response.status)).append("\r\n");
    for (qsizetype i = 0; i < response.headers.size(); ++i) {
        const QByteArrayView name = response.headers.name(i);
        if (!isFramingField(name, frame.isStream))
            bytes.append(name).append(": ").append(response.headers.value(i)).append("\r\n");
    }
    if (!frame.date.isEmpty())
        bytes.append("Date: ").append(frame.date).append("\r\n");
    if (!frame.isStream) {
        if (!hasNoBody(response.status))
            bytes.append("Content-Length: ").append(QByteArray::number(response.body.size())).append("\r\n");
        if (!frame.keepAlive)
            bytes.append("Connection: close\r\n");
        else if (frame.minorVersion == 0)
            bytes.append("Connection: keep-alive\r\n");
    }
    bytes.append("\r\n");
    if (!frame.isHead && !hasNoBody(response.status))
        bytes.append(response.body);
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
