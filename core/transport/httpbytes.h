// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>
#include <initializer_list>

namespace weir {

/// What the readers of HTTP ask of a byte. All are about ASCII alone, whatever the locale.
constexpr bool isHttpDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// A space or a tab: OWS of RFC 9110 §5.6.3.
constexpr bool isHttpBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// 0 to 15; -1 when \a c is no hexadecimal digit.
constexpr int httpHexDigit(char c)
{
    if (isHttpDigit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// CTL of RFC 5234: what neither a target nor a field value may hold (the latter but for the tab).
constexpr bool isHttpControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Appends all \a parts, none of which lies in \a bytes. Faster than QByteArray::append() for each, which costs more than
/// what it copies of a short text.
inline void appendAll(QByteArray &bytes, std::initializer_list<QByteArrayView> parts)
{
    const qsizetype before = bytes.size();
    qsizetype size = before;
    for (const QByteArrayView part : parts)
        size += part.size();
    bytes.resize(size);
    char *to = bytes.data() + before;
    for (const QByteArrayView part : parts)
        to = std::copy(part.begin(), part.end(), to);
}

} // namespace weir
