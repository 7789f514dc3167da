// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httprequestline.h"

#include "core/transport/httpbytes.h"

#include <QHostAddress>

#include <algorithm>

namespace weir {

namespace {

constexpr qsizetype longestMethod = 32;

/// Visible ASCII, but what no URI has and what some read as another character: the fragment's mark and the backslash.
bool isTargetByte(char c)
{
    return c > ' ' && c < 0x7f && c != '#' && c != '\\';
}

bool isHostByte(char c)
{
    return isHttpDigit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
}

bool isPort(QByteArrayView text)
{
    return text.size() <= 5 && std::all_of(text.begin(), text.end(), isHttpDigit)
        && text.toByteArray().toInt() <= 65'535;
}

} // namespace

std::variant<HttpRequestLine, HttpRefusal> splitRequestLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype second = first < 0 ? -1 : line.indexOf(' ', first + 1);
    if (second < 0 || !isHttpToken(line.first(first)))
        return HttpRefusal::BadRequestLine;
    const QByteArrayView version = line.sliced(second + 1);
    if (version.size() != 8 || !version.startsWith("HTTP/") || !isHttpDigit(version[5]) || version[6] != '.'
        || !isHttpDigit(version[7]))
        return HttpRefusal::BadRequestLine;
    if (version[5] != '1' || version[7] > '1')
        return HttpRefusal::UnknownVersion;
    const auto method = httpMethod(line.first(first));
    if (!method)
        return HttpRefusal::UnknownMethod;
    return HttpRequestLine{*method, version[7] - '0', line.sliced(first + 1, second - first - 1)};
}

bool isStartOfRequestLine(QByteArrayView start)
{
    const qsizetype blank = start.indexOf(' ');
    const QByteArrayView method = blank < 0 ? start : start.first(blank);
    return isHttpToken(method) && method.size() <= longestMethod;
}

std::optional<HttpTarget> splitTarget(QByteArrayView target, HttpMethod method)
{
    if (!std::all_of(target.begin(), target.end(), isTargetByte))
        return std::nullopt;
    if (target == QByteArrayView("*"))
        return method == HttpMethod::Options ? std::optional(HttpTarget{"*", {}, {}}) : std::nullopt;
    HttpTarget read;
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (target.size() <= scheme.size() || !isSameHttpName(target.first(scheme.size()), scheme))
            continue;
        const QByteArrayView rest = target.sliced(scheme.size());
        const auto *const end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
        read.host = rest.first(end - rest.begin());
        target = rest.sliced(read.host.size());
    }
    if (target.isEmpty() || target.front() == '?') {
        if (read.host.isNull())
            return std::nullopt;
        read.path = "/";
    } else if (target.front() != '/') {
        return std::nullopt;
    }
    const qsizetype mark = target.indexOf('?');
    if (read.path.isEmpty()) {
        auto path = percentDecoded(mark < 0 ? target : target.first(mark), true);
        if (!path || std::any_of(path->cbegin(), path->cend(), isHttpControl))
            return std::nullopt;
        read.path = std::move(*path);
    }
    if (mark >= 0)
        read.query = target.sliced(mark + 1).toByteArray();
    return read;
}

bool isHttpFieldLine(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isHttpToken(line.first(colon)))
        return false;
    const QByteArrayView value = line.sliced(colon + 1);
    return std::none_of(value.begin(), value.end(), [](char c) { return isHttpControl(c) && c != '\t'; });
}

std::optional<QByteArray> hostNameOf(QByteArrayView host)
{
    QByteArray name;
    QByteArrayView rest;
    if (host.startsWith('[')) {
        const qsizetype end = host.indexOf(']');
        if (end < 0)
            return std::nullopt;
        name = host.first(end + 1).toByteArray().toLower();
        rest = host.sliced(end + 1);
        if (!isAddressInNumbers(name))
            return std::nullopt;
    } else {
        const qsizetype colon = host.indexOf(':');
        name = (colon < 0 ? host : host.first(colon)).toByteArray().toLower();
        rest = colon < 0 ? QByteArrayView() : host.sliced(colon);
        if (name.endsWith('.'))
            name.chop(1);
        if (name.isEmpty() || !std::all_of(name.cbegin(), name.cend(), isHostByte))
            return std::nullopt;
    }
    if (!rest.isEmpty() && (rest.front() != ':' || !isPort(rest.sliced(1))))
        return std::nullopt;
    return name;
}

bool isAddressInNumbers(const QByteArray &name)
{
    QHostAddress address;
    if (name.startsWith('['))
        return name.size() > 2 && address.setAddress(QString::fromLatin1(name.sliced(1, name.size() - 2)))
            && address.protocol() == QAbstractSocket::IPv6Protocol && address.scopeId().isEmpty();
    return name.count('.') == 3 && isHttpDigit(name.back()) && address.setAddress(QString::fromLatin1(name))
        && address.toString().toLatin1() == name;
}

} // namespace weir
