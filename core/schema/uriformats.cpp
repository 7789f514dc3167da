// SPDX-License-Identifier: GPL-3.0-or-later
// Formats of addresses: URI, IRI, URI template.
#include "core/schema/formats.h"

#include "core/schema/uri.h"

#include <QList>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

enum class UriAlphabet { Uri, Iri };

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isHexDigit(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

/// RFC 3987 §2.2 ucschar; in a query also private use.
bool isInternational(QChar c)
{
    return c.unicode() >= 0xa0 && c.unicode() != 0xfffe && c.unicode() != 0xffff
        && !(c.unicode() >= 0xfdd0 && c.unicode() <= 0xfdef);
}

/// Characters of \a text: unreserved, sub-delims, escapes, and \a others.
bool consistsOf(QStringView text, QStringView others, UriAlphabet alphabet)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'%') {
            if (i + 2 >= text.size() || !isHexDigit(text[i + 1]) || !isHexDigit(text[i + 2]))
                return false;
            i += 2;
            continue;
        }
        if (!isLetter(c) && !isDigit(c) && !QStringView(u"-._~!$&'()*+,;=").contains(c) && !others.contains(c)
            && !(alphabet == UriAlphabet::Iri && isInternational(c)))
            return false;
    }
    return true;
}

bool isAuthority(QStringView authority, UriAlphabet alphabet)
{
    if (const qsizetype at = authority.indexOf(u'@'); at >= 0) {
        if (!consistsOf(authority.first(at), u":", alphabet))
            return false;
        authority = authority.sliced(at + 1);
    }
    if (authority.startsWith(u'[')) {
        const qsizetype end = authority.indexOf(u']');
        if (end < 0)
            return false;
        const QByteArray address = authority.sliced(1, end - 1).toUtf8();
        const bool isFuture = address.size() > 3 && (address[0] == 'v' || address[0] == 'V') && address.contains('.');
        if (!isFuture && !isIpv6(address))
            return false;
        authority = authority.sliced(end + 1);
        if (!authority.isEmpty() && !authority.startsWith(u':'))
            return false;
    }
    const qsizetype colon = authority.indexOf(u':');
    const QStringView port = colon < 0 ? QStringView() : authority.sliced(colon + 1);
    return consistsOf(colon < 0 ? authority : authority.first(colon), {}, alphabet)
        && std::all_of(port.begin(), port.end(), isDigit);
}

bool isReference(const UriParts &parts, UriAlphabet alphabet)
{
    if (parts.hasAuthority && !isAuthority(parts.authority, alphabet))
        return false;
    // A first segment with a colon would be a scheme (RFC 3986 §4.2).
    if (parts.scheme.isEmpty() && !parts.hasAuthority && parts.path.section(u'/', 0, 0).contains(u':'))
        return false;
    return consistsOf(parts.path, u":@/", alphabet) && consistsOf(parts.query, u":@/?", alphabet)
        && consistsOf(parts.fragment, u":@/?", alphabet);
}

bool isReference(QByteArrayView text, UriAlphabet alphabet)
{
    return isReference(splitUri(QString::fromUtf8(text)), alphabet);
}

bool isAbsolute(QByteArrayView text, UriAlphabet alphabet)
{
    const UriParts parts = splitUri(QString::fromUtf8(text));
    return !parts.scheme.isEmpty() && isReference(parts, alphabet);
}

/// RFC 6570 §2.3 and §2.4: `var`, `var*`, `var:3`.
bool isVariable(QStringView text)
{
    if (text.endsWith(u'*')) {
        text.chop(1);
    } else if (const qsizetype colon = text.indexOf(u':'); colon >= 0) {
        const QStringView length = text.sliced(colon + 1);
        if (length.isEmpty() || length.size() > 4 || length[0] == u'0'
            || !std::all_of(length.begin(), length.end(), isDigit))
            return false;
        text = text.first(colon);
    }
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'%') {
            if (i + 2 >= text.size() || !isHexDigit(text[i + 1]) || !isHexDigit(text[i + 2]))
                return false;
            i += 2;
        } else if (c == u'.') {
            if (i == 0 || i + 1 == text.size() || text[i + 1] == u'.')
                return false;
        } else if (!isLetter(c) && !isDigit(c) && c != u'_') {
            return false;
        }
    }
    return !text.isEmpty();
}

/// RFC 6570 §2.2.
bool isExpression(QStringView text)
{
    if (!text.isEmpty() && QStringView(u"+#./;?&").contains(text[0]))
        text = text.sliced(1);
    const auto variables = text.split(u',');
    return std::all_of(variables.begin(), variables.end(), isVariable);
}

} // namespace

bool isUri(QByteArrayView text)
{
    return isAbsolute(text, UriAlphabet::Uri);
}

bool isUriReference(QByteArrayView text)
{
    return isReference(text, UriAlphabet::Uri);
}

bool isIri(QByteArrayView text)
{
    return isAbsolute(text, UriAlphabet::Iri);
}

bool isIriReference(QByteArrayView text)
{
    return isReference(text, UriAlphabet::Iri);
}

bool isUriTemplate(QByteArrayView text)
{
    const QString whole = QString::fromUtf8(text);
    for (qsizetype i = 0; i < whole.size(); ++i) {
        const QChar c = whole[i];
        if (c == u'{') {
            const qsizetype end = whole.indexOf(u'}', i);
            if (end < 0 || !isExpression(QStringView(whole).sliced(i + 1, end - i - 1)))
                return false;
            i = end;
        } else if (c.unicode() <= 0x20 || c.unicode() == 0x7f || c == u'}' || QStringView(u"\"<>\\^`|").contains(c)
                   || (c == u'%'
                       && (i + 2 >= whole.size() || !isHexDigit(whole[i + 1]) || !isHexDigit(whole[i + 2])))) {
            return false;
        }
    }
    return true;
}

} // namespace weir
