// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/yamlscalar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace weir {

namespace {

bool isOneOf(QByteArrayView text, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(), [text](const char *word) { return text == QByteArrayView(word); });
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

template<typename Predicate>
bool isAll(QByteArrayView text, Predicate predicate)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), predicate);
}

QByteArrayView withoutSign(QByteArrayView text)
{
    return text.startsWith('-') || text.startsWith('+') ? text.sliced(1) : text;
}

qsizetype digitsAt(QByteArrayView text, qsizetype from)
{
    const auto end = std::find_if_not(text.begin() + from, text.end(), isDigit);
    return end - (text.begin() + from);
}

bool isInteger(QByteArrayView text)
{
    if (text.startsWith("0o"))
        return isAll(text.sliced(2), [](char c) { return c >= '0' && c <= '7'; });
    if (text.startsWith("0x"))
        return isAll(text.sliced(2), isHexDigit);
    return isAll(withoutSign(text), isDigit);
}

bool isFloat(QByteArrayView text)
{
    const QByteArrayView body = withoutSign(text);
    if (isOneOf(body, {".inf", ".Inf", ".INF"}) || isOneOf(text, {".nan", ".NaN", ".NAN"}))
        return true;
    const qsizetype whole = digitsAt(body, 0);
    qsizetype end = whole;
    qsizetype places = 0;
    if (end < body.size() && body[end] == '.') {
        places = digitsAt(body, end + 1);
        end += 1 + places;
    }
    if (whole + places == 0)
        return false;
    if (end < body.size() && (body[end] == 'e' || body[end] == 'E')) {
        ++end;
        if (end < body.size() && (body[end] == '-' || body[end] == '+'))
            ++end;
        const qsizetype exponent = digitsAt(body, end);
        if (exponent == 0)
            return false;
        end += exponent;
    }
    return end == body.size();
}

} // namespace

NodeType plainScalarType(QByteArrayView text)
{
    if (text.isEmpty() || isOneOf(text, {"~", "null", "Null", "NULL"}))
        return NodeType::Null;
    if (isOneOf(text, {"true", "True", "TRUE", "false", "False", "FALSE"}))
        return NodeType::Boolean;
    if (isInteger(text))
        return NodeType::Integer;
    return isFloat(text) ? NodeType::Number : NodeType::String;
}

bool isTrue(QByteArrayView text)
{
    return isOneOf(text, {"true", "True", "TRUE"});
}

double numberOf(QByteArrayView text)
{
    if (text.startsWith("0o") || text.startsWith("0x"))
        return double(integerOf(text).value_or(0));
    const QByteArrayView body = withoutSign(text);
    if (isOneOf(body, {".inf", ".Inf", ".INF"}))
        return text.startsWith('-') ? -std::numeric_limits<double>::infinity()
                                    : std::numeric_limits<double>::infinity();
    if (isOneOf(body, {".nan", ".NaN", ".NAN"}))
        return std::numeric_limits<double>::quiet_NaN();
    return text.toByteArray().toDouble();
}

std::optional<qint64> integerOf(QByteArrayView text)
{
    if (!isInteger(text))
        return std::nullopt;
    bool ok = false;
    qint64 value = 0;
    if (text.startsWith("0o"))
        value = text.sliced(2).toByteArray().toLongLong(&ok, 8);
    else if (text.startsWith("0x"))
        value = text.sliced(2).toByteArray().toLongLong(&ok, 16);
    else
        value = text.toByteArray().toLongLong(&ok, 10);
    return ok ? std::optional(value) : std::nullopt;
}

} // namespace weir
