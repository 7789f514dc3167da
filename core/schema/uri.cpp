// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/uri.h"

#include <QStringList>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

bool isScheme(QStringView text)
{
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
    return !text.isEmpty() && isLetter(text[0]) && std::all_of(text.begin(), text.end(), [&](QChar c) {
        return isLetter(c) || (c >= u'0' && c <= u'9') || c == u'+' || c == u'-' || c == u'.';
    });
}

/// RFC 3986 §5.2.4, by segments; a path that starts without a slash stays so.
QString withoutDots(const QString &path)
{
    const bool isAbsolute = path.startsWith(u'/');
    const QStringList segments = path.sliced(isAbsolute ? 1 : 0).split(u'/');
    QStringList kept;
    for (qsizetype i = 0; i < segments.size(); ++i) {
        const QString &segment = segments[i];
        const bool isLast = i + 1 == segments.size();
        if (segment == u"..") {
            if (!kept.isEmpty() && kept.last() != u"..")
                kept.removeLast();
            else if (!isAbsolute)
                kept.append(segment); // A relative path says that it leads out.
        } else if (segment != u".") {
            kept.append(segment);
            continue;
        }
        if (isLast && segment != kept.value(kept.size() - 1))
            kept.append(QString());
    }
    return (isAbsolute ? u"/"_s : QString()) + kept.join(u'/');
}

} // namespace

UriParts splitUri(QStringView uri)
{
    UriParts parts;
    if (const qsizetype hash = uri.indexOf(u'#'); hash >= 0) {
        parts.hasFragment = true;
        parts.fragment = uri.sliced(hash + 1).toString();
        uri.truncate(hash);
    }
    if (const qsizetype mark = uri.indexOf(u'?'); mark >= 0) {
        parts.hasQuery = true;
        parts.query = uri.sliced(mark + 1).toString();
        uri.truncate(mark);
    }
    if (const qsizetype colon = uri.indexOf(u':'); colon > 0 && isScheme(uri.first(colon))) {
        parts.scheme = uri.first(colon).toString();
        uri = uri.sliced(colon + 1);
    }
    if (uri.startsWith(u"//")) {
        parts.hasAuthority = true;
        const qsizetype slash = uri.indexOf(u'/', 2);
        parts.authority = uri.sliced(2, (slash < 0 ? uri.size() : slash) - 2).toString();
        uri = slash < 0 ? QStringView() : uri.sliced(slash);
    }
    parts.path = uri.toString();
    return parts;
}

QString joinedUri(const UriParts &parts)
{
    QString uri;
    if (!parts.scheme.isEmpty())
        uri += parts.scheme + u':';
    if (parts.hasAuthority)
        uri += u"//"_s + parts.authority;
    uri += parts.path;
    if (parts.hasQuery)
        uri += u'?' + parts.query;
    if (parts.hasFragment)
        uri += u'#' + parts.fragment;
    return uri;
}

QString resolvedUri(const QString &base, const QString &reference)
{
    UriParts target = splitUri(reference);
    if (!target.scheme.isEmpty()) {
        if (target.hasAuthority || target.path.startsWith(u'/'))
            target.path = withoutDots(target.path);
        return joinedUri(target);
    }
    const UriParts from = splitUri(base);
    target.scheme = from.scheme;
    if (target.hasAuthority) {
        target.path = withoutDots(target.path);
        return joinedUri(target);
    }
    target.hasAuthority = from.hasAuthority;
    target.authority = from.authority;
    if (target.path.isEmpty()) {
        target.path = from.path;
        if (!target.hasQuery) {
            target.hasQuery = from.hasQuery;
            target.query = from.query;
        }
    } else if (target.path.startsWith(u'/')) {
        target.path = withoutDots(target.path);
    } else if (from.hasAuthority && from.path.isEmpty()) {
        target.path = withoutDots(u'/' + target.path);
    } else {
        target.path = withoutDots(from.path.first(from.path.lastIndexOf(u'/') + 1) + target.path);
    }
    return joinedUri(target);
}

QString withoutFragment(const QString &uri)
{
    return uri.section(u'#', 0, 0);
}

} // namespace weir
