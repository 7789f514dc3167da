// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httpurl.h"

#include "core/base/translate.h"
#include "core/transport/httpbytes.h"
#include "core/transport/httpmessage.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

Error urlError(const QString &message)
{
    return {message, {}, tr("Write an address such as https://example.com/hooks.")};
}

/// One part of inet_aton(3); nothing when it is no number or does not fit 32 bits.
std::optional<quint32> addressPart(QStringView text)
{
    int base = 10;
    if (text.startsWith("0x"_L1, Qt::CaseInsensitive)) {
        base = 16;
        text = text.sliced(2);
        if (text.isEmpty())
            return 0; // as resolvers read it
    } else if (text.size() > 1 && text.startsWith(u'0')) {
        base = 8;
    }
    if (text.isEmpty())
        return std::nullopt;
    quint64 value = 0;
    for (const QChar c : text) {
        const int digit = c.unicode() < 128 ? httpHexDigit(static_cast<char>(c.unicode())) : -1;
        if (digit < 0 || digit >= base)
            return std::nullopt;
        value = value * static_cast<quint64>(base) + static_cast<quint64>(digit);
        if (value > 0xffff'ffffU)
            return std::nullopt;
    }
    return static_cast<quint32>(value);
}

/// A name whose last label is a number is an IPv4 address or nothing (WHATWG URL: ends in a number).
bool endsInNumber(QStringView host)
{
    if (host.endsWith(u'.'))
        host.chop(1);
    const QStringView last = host.sliced(host.lastIndexOf(u'.') + 1);
    return addressPart(last).has_value()
        || (!last.isEmpty() && std::all_of(last.begin(), last.end(), [](QChar c) { return c >= u'0' && c <= u'9'; }));
}

bool isNameByte(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'.' || c == u'_';
}

/// Sets host and address of \a url from the bracketed IPv6 address \a text.
Result<void> readIPv6(QStringView text, HttpUrl &url)
{
    QHostAddress address;
    if (text.contains(u'%'))
        return urlError(tr("The address %1 has a zone, which means nothing on another machine.").arg(text));
    if (!address.setAddress(text.toString()) || address.protocol() != QAbstractSocket::IPv6Protocol)
        return urlError(tr("[%1] is no IPv6 address.").arg(text));
    url.address = address;
    url.host = address.toString();
    return {};
}

Result<void> readName(QStringView text, HttpUrl &url)
{
    const QString ascii = QString::fromLatin1(QUrl::toAce(text.toString())).toLower();
    QString host = ascii.endsWith(u'.') ? ascii.chopped(1) : ascii;
    if (text.isEmpty() || host.isEmpty() || host.size() > 253 || !std::all_of(host.cbegin(), host.cend(), isNameByte)
        || host.startsWith(u'.') || host.contains(".."_L1))
        return urlError(tr("“%1” is no host name.").arg(text));
    if (endsInNumber(host)) {
        const auto address = parseAnyIPv4(host);
        if (!address)
            return urlError(tr("“%1” ends in a number but is no IPv4 address.").arg(text));
        url.address = address;
        host = address->toString();
    }
    url.host = host;
    return {};
}

Result<void> readPort(QStringView text, HttpUrl &url)
{
    bool ok = false;
    const int port = text.toInt(&ok);
    const bool digits = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (text.isEmpty())
        return {}; // the usual one, as RFC 3986 §3.2.3 has it
    if (!ok || !digits || port < 1 || port > 65'535)
        return urlError(tr("“%1” is no port: it must be between 1 and 65535.").arg(text));
    url.port = static_cast<quint16>(port);
    return {};
}

QByteArray targetOf(QStringView text)
{
    const QByteArray bytes =
        text.first(std::max<qsizetype>(0, text.indexOf(u'#') < 0 ? text.size() : text.indexOf(u'#'))).toUtf8();
    QByteArray target = bytes.startsWith('/') ? QByteArray() : QByteArray("/");
    for (const char c : bytes) {
        const bool plain = c > ' ' && c < 0x7f && !QByteArrayView("\"<>\\^`{|}").contains(c);
        if (plain)
            target.append(c);
        else
            target.append('%').append(QByteArray(1, c).toHex().toUpper());
    }
    return target;
}

} // namespace

QByteArray HttpUrl::authority() const
{
    const bool isIPv6 = address && address->protocol() == QAbstractSocket::IPv6Protocol;
    QByteArray text = isIPv6 ? '[' + host.toLatin1() + ']' : host.toLatin1();
    if (port != (isTls ? 443 : 80))
        text += ':' + QByteArray::number(port);
    return text;
}

QString HttpUrl::text() const
{
    return (isTls ? u"https://"_s : u"http://"_s) + QString::fromLatin1(authority() + target);
}

std::optional<QHostAddress> parseAnyIPv4(QStringView host)
{
    if (host.endsWith(u'.'))
        host.chop(1);
    const QList<QStringView> texts = host.split(u'.');
    if (texts.size() > 4)
        return std::nullopt;
    quint32 whole = 0;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const auto part = addressPart(texts[i]);
        const bool isLast = i == texts.size() - 1;
        const quint64 limit = isLast ? quint64(1) << (8 * (4 - i)) : 256;
        if (!part || *part >= limit)
            return std::nullopt;
        whole |= isLast ? *part : *part << (8 * (3 - i));
    }
    return QHostAddress(whole);
}

Result<HttpUrl> parseHttpUrl(QStringView text)
{
    const bool isPlain = std::none_of(text.begin(), text.end(), [](QChar c) { return c <= u' ' || c == u'\x7f'; });
    if (!isPlain)
        return urlError(tr("The address has a blank or a control character."));
    HttpUrl url;
    if (text.startsWith("https://"_L1, Qt::CaseInsensitive)) {
        url.isTls = true;
        url.port = 443;
    } else if (!text.startsWith("http://"_L1, Qt::CaseInsensitive)) {
        return urlError(tr("“%1” is no http or https address.").arg(text.first(std::min<qsizetype>(text.size(), 200))));
    }
    text = text.sliced(url.isTls ? 8 : 7);
    const auto *const end = std::find_if(text.begin(), text.end(),
                                         [](QChar c) { return c == u'/' || c == u'?' || c == u'#' || c == u'\\'; });
    const QStringView authority = text.first(end - text.begin());
    if (authority.contains(u'@'))
        return urlError(tr("The address has a user name or a password; give credentials as a header."));
    qsizetype hostEnd = authority.indexOf(u':');
    if (authority.startsWith(u'[')) {
        hostEnd = authority.indexOf(u']') + 1;
        if (hostEnd == 0)
            return urlError(tr("The bracket of the IPv6 address is not closed."));
    }
    const QStringView host = hostEnd < 0 ? authority : authority.first(hostEnd);
    const QStringView behind = hostEnd < 0 ? QStringView() : authority.sliced(hostEnd);
    if (!behind.isEmpty() && !behind.startsWith(u':'))
        return urlError(tr("“%1” cannot stand behind the IPv6 address.").arg(behind));
    const Result<void> read =
        host.startsWith(u'[') ? readIPv6(host.sliced(1, host.size() - 2), url) : readName(host, url);
    if (!read)
        return read.error();
    const Result<void> port = readPort(behind.isEmpty() ? behind : behind.sliced(1), url);
    if (!port)
        return port.error();
    if (end != text.end() && *end == u'\\')
        return urlError(tr("The address has a backslash behind the host."));
    url.target = targetOf(text.sliced(authority.size()));
    return url;
}

} // namespace weir
