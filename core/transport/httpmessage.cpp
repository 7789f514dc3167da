// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httpmessage.h"

#include "core/base/json.h"
#include "core/transport/httpbytes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace weir {

namespace {

constexpr std::array methodNames{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

} // namespace

QByteArrayView httpMethodName(HttpMethod method)
{
    return methodNames.at(static_cast<std::size_t>(method));
}

std::optional<HttpMethod> httpMethod(QByteArrayView name)
{
    for (std::size_t i = 0; i < methodNames.size(); ++i) {
        if (name == methodNames.at(i))
            return static_cast<HttpMethod>(i);
    }
    return std::nullopt;
}

std::optional<QByteArray> HttpRequest::parameter(QByteArrayView name) const
{
    QByteArrayView rest(query);
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf('&');
        const QByteArrayView item = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        const qsizetype equals = item.indexOf('=');
        const auto decoded = [](QByteArrayView text) {
            QByteArray plain = text.toByteArray();
            return percentDecoded(plain.replace('+', ' '));
        };
        const auto key = decoded(equals < 0 ? item : item.first(equals));
        if (key && QByteArrayView(*key) == name)
            return equals < 0 ? QByteArray("") : decoded(item.sliced(equals + 1));
    }
    return std::nullopt;
}

HttpResponse HttpResponse::json(int status, const QByteArray &json)
{
    return {status, {{"Content-Type", "application/json"}}, json};
}

HttpResponse HttpResponse::error(int status, QStringView reason)
{
    return json(status, QByteArray::fromStdString(Json{{"error", reason.toString().toStdString()}}.dump()));
}

HttpResponse HttpResponse::text(int status, QStringView text)
{
    return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, text.toUtf8()};
}

QByteArrayView httpStatusText(int status)
{
    struct Phrase
    {
        int status;
        const char *text;
    };
    static constexpr std::array phrases{Phrase{100, "Continue"},
                                        Phrase{200, "OK"},
                                        Phrase{201, "Created"},
                                        Phrase{202, "Accepted"},
                                        Phrase{204, "No Content"},
                                        Phrase{206, "Partial Content"},
                                        Phrase{301, "Moved Permanently"},
                                        Phrase{302, "Found"},
                                        Phrase{303, "See Other"},
                                        Phrase{304, "Not Modified"},
                                        Phrase{307, "Temporary Redirect"},
                                        Phrase{308, "Permanent Redirect"},
                                        Phrase{400, "Bad Request"},
                                        Phrase{401, "Unauthorized"},
                                        Phrase{403, "Forbidden"},
                                        Phrase{404, "Not Found"},
                                        Phrase{405, "Method Not Allowed"},
                                        Phrase{406, "Not Acceptable"},
                                        Phrase{408, "Request Timeout"},
                                        Phrase{409, "Conflict"},
                                        Phrase{410, "Gone"},
                                        Phrase{411, "Length Required"},
                                        Phrase{412, "Precondition Failed"},
                                        Phrase{413, "Content Too Large"},
                                        Phrase{414, "URI Too Long"},
                                        Phrase{415, "Unsupported Media Type"},
                                        Phrase{417, "Expectation Failed"},
                                        Phrase{421, "Misdirected Request"},
                                        Phrase{422, "Unprocessable Content"},
                                        Phrase{425, "Too Early"},
                                        Phrase{429, "Too Many Requests"},
                                        Phrase{431, "Request Header Fields Too Large"},
                                        Phrase{500, "Internal Server Error"},
                                        Phrase{501, "Not Implemented"},
                                        Phrase{502, "Bad Gateway"},
                                        Phrase{503, "Service Unavailable"},
                                        Phrase{504, "Gateway Timeout"},
                                        Phrase{505, "HTTP Version Not Supported"},
                                        Phrase{507, "Insufficient Storage"}};
    const auto *const found = std::find_if(phrases.begin(), phrases.end(),
                                           [status](const Phrase &phrase) { return phrase.status == status; });
    return found == phrases.end() ? QByteArrayView("") : QByteArrayView(found->text);
}

std::optional<QByteArray> percentDecoded(QByteArrayView text, bool keepSlashes)
{
    QByteArray plain;
    plain.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            plain.append(text[i]);
            continue;
        }
        const int high = i + 2 < text.size() ? httpHexDigit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? httpHexDigit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return std::nullopt;
        const auto byte = static_cast<char>(high * 16 + low);
        if (byte == '/' && keepSlashes)
            plain.append("%2F");
        else
            plain.append(byte);
        i += 2;
    }
    return plain;
}

} // namespace weir
