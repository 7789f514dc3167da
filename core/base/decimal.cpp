// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/decimal.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace weir {

namespace {

constexpr qint64 largest = std::numeric_limits<qint64>::max();
constexpr int mostPlaces = 18;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

qsizetype digitsFrom(QStringView text, qsizetype from)
{
    qsizetype end = from;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    return end - from;
}

std::optional<qint64> integerOf(QStringView digits)
{
    qint64 value = 0;
    for (const QChar c : digits) {
        const int digit = c.unicode() - u'0';
        if (value > (largest - digit) / 10)
            return std::nullopt;
        value = value * 10 + digit;
    }
    return value;
}

} // namespace

std::optional<Quantity> splitQuantity(QStringView text)
{
    Quantity quantity;
    quantity.whole = text.first(digitsFrom(text, 0));
    if (quantity.whole.isEmpty())
        return std::nullopt;
    qsizetype end = quantity.whole.size();
    if (end < text.size() && text[end] == u'.') {
        quantity.fraction = text.sliced(end + 1, digitsFrom(text, end + 1));
        if (quantity.fraction.isEmpty())
            return std::nullopt;
        end += 1 + quantity.fraction.size();
    }
    quantity.unit = text.sliced(end);
    return quantity;
}

std::optional<qint64> scaledExactly(const Quantity &quantity, qint64 scale)
{
    const auto whole = integerOf(quantity.whole);
    QStringView places = quantity.fraction;
    while (places.endsWith(u'0'))
        places.chop(1);
    if (!whole || places.size() > mostPlaces || *whole > largest / scale)
        return std::nullopt;

    // fraction * scale / 10^places, whole only when the reduced denominator divides the digits.
    const qint64 digits = integerOf(places).value_or(0);
    qint64 denominator = 1;
    for (qsizetype i = 0; i < places.size(); ++i)
        denominator *= 10;
    const qint64 common = std::gcd(denominator, scale);
    if (digits % (denominator / common) != 0)
        return std::nullopt;
    const qint64 part = digits / (denominator / common) * (scale / common);
    const qint64 product = *whole * scale;
    if (product > largest - part)
        return std::nullopt;
    return product + part;
}

QString exactQuotient(qint64 value, qint64 unit)
{
    QString text = QString::number(value / unit);
    qint64 rest = value % unit;
    if (rest == 0)
        return text;
    text += u'.';
    for (int place = 0; rest != 0; ++place) {
        if (place == mostPlaces || rest > largest / 10)
            return {};
        text += QChar(u'0' + int(rest * 10 / unit));
        rest = rest * 10 % unit;
    }
    return text;
}

QString threeDigits(double value)
{
    const int magnitude = value > 0 ? int(std::floor(std::log10(value))) : 0;
    const int places = std::clamp(2 - magnitude, 0, 9);
    QString text = QString::number(value, 'f', places);
    while (places > 0 && text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

} // namespace weir
