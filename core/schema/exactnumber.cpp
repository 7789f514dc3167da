// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/exactnumber.h"

#include "core/schema/characters.h"

#include <QHashFunctions>

#include <algorithm>
#include <limits>

namespace weir {

namespace {

__extension__ using Digits = unsigned __int128;

constexpr int maxDigits = 37;              ///< So that aligned numbers fit 128 bits.
constexpr int maxExponent = 1'000'000'000; ///< Beyond it numbers count as equally large.

int countOf(Digits digits)
{
    int count = 0;
    for (; digits > 0; digits /= 10)
        ++count;
    return count;
}

Digits gcd(Digits a, Digits b)
{
    while (b != 0) {
        const Digits rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/// How often \a factor divides \a number, which is divided by it.
int removedFactor(Digits &number, unsigned factor)
{
    int times = 0;
    for (; number % factor == 0; number /= factor)
        ++times;
    return times;
}

} // namespace

std::optional<ExactNumber> ExactNumber::of(QByteArrayView spelling)
{
    ExactNumber number;
    qsizetype i = 0;
    if (i < spelling.size() && (spelling[i] == '-' || spelling[i] == '+'))
        number.m_isNegative = spelling[i++] == '-';
    qint64 exponent = 0;
    int used = 0;
    bool isFraction = false, hasDigits = false;
    for (; i < spelling.size() && (isDigit(spelling[i]) || (spelling[i] == '.' && !isFraction)); ++i) {
        if (spelling[i] == '.') {
            isFraction = true;
            continue;
        }
        hasDigits = true;
        if (used < maxDigits) {
            number.m_digits = number.m_digits * 10 + Digits(spelling[i] - '0');
            used += number.m_digits > 0 ? 1 : 0;
            exponent -= isFraction ? 1 : 0;
        } else {
            exponent += isFraction ? 0 : 1;
        }
    }
    if (!hasDigits)
        return std::nullopt;
    if (i < spelling.size() && (spelling[i] == 'e' || spelling[i] == 'E')) {
        ++i;
        bool isBelow = false;
        if (i < spelling.size() && (spelling[i] == '-' || spelling[i] == '+'))
            isBelow = spelling[i++] == '-';
        qint64 shift = 0;
        for (; i < spelling.size() && isDigit(spelling[i]); ++i)
            shift = std::min<qint64>(shift * 10 + (spelling[i] - '0'), maxExponent);
        exponent += isBelow ? -shift : shift;
    }
    if (i != spelling.size())
        return std::nullopt;
    number.m_exponent = int(std::clamp<qint64>(exponent, -maxExponent, maxExponent));
    number.normalize();
    return number;
}

ExactNumber ExactNumber::of(qint64 value)
{
    ExactNumber number;
    number.m_isNegative = value < 0;
    number.m_digits = value < 0 ? Digits(-(value + 1)) + 1 : Digits(value);
    number.normalize();
    return number;
}

void ExactNumber::normalize()
{
    if (m_digits == 0) {
        *this = ExactNumber();
        return;
    }
    for (; m_digits % 10 == 0; m_digits /= 10)
        ++m_exponent;
}

bool ExactNumber::isMultipleOf(const ExactNumber &divisor) const
{
    if (isZero() || divisor.isZero())
        return isZero();
    // this / divisor = digits / divisor.digits * 10^shift; digits have no factor ten.
    const qint64 shift = qint64(m_exponent) - divisor.m_exponent;
    if (shift < 0)
        return false;
    Digits rest = divisor.m_digits / gcd(m_digits, divisor.m_digits);
    const int twos = removedFactor(rest, 2), fives = removedFactor(rest, 5);
    return rest == 1 && twos <= shift && fives <= shift;
}

std::optional<qint64> ExactNumber::toInteger() const
{
    if (!isInteger() || m_exponent > 19)
        return std::nullopt;
    constexpr Digits most = Digits(std::numeric_limits<qint64>::max());
    Digits value = m_digits;
    for (int i = 0; i < m_exponent && value <= most; ++i)
        value *= 10;
    if (value > most)
        return std::nullopt;
    return m_isNegative ? -qint64(value) : qint64(value);
}

double ExactNumber::toDouble() const
{
    return spelling().toDouble();
}

ExactNumber ExactNumber::times(qint64 factor) const
{
    const ExactNumber other = of(factor);
    ExactNumber product;
    product.m_digits = m_digits;
    product.m_exponent = m_exponent + other.m_exponent;
    for (constexpr Digits most = ~Digits(0) >> 64; product.m_digits > most; product.m_digits /= 10)
        ++product.m_exponent;
    product.m_digits *= other.m_digits;
    product.m_isNegative = m_isNegative != other.m_isNegative;
    product.normalize();
    return product;
}

QByteArray ExactNumber::spelling() const
{
    QByteArray digits;
    for (Digits rest = m_digits; rest > 0; rest /= 10)
        digits.prepend(char('0' + int(rest % 10)));
    if (digits.isEmpty())
        return "0";
    if (m_exponent != 0)
        digits += 'e' + QByteArray::number(m_exponent);
    return m_isNegative ? '-' + digits : digits;
}

size_t ExactNumber::hash() const
{
    return qHashMulti(0, quint64(m_digits), quint64(m_digits >> 64), m_exponent, m_isNegative);
}

std::strong_ordering ExactNumber::compareMagnitudes(const ExactNumber &a, const ExactNumber &b)
{
    if (a.isZero() || b.isZero())
        return !a.isZero() <=> !b.isZero();
    const int sizeA = countOf(a.m_digits), sizeB = countOf(b.m_digits);
    if (const auto order = qint64(sizeA) + a.m_exponent <=> qint64(sizeB) + b.m_exponent; order != 0)
        return order;
    // As large as each other: with as many digits both have the same exponent.
    Digits digitsA = a.m_digits, digitsB = b.m_digits;
    for (int i = sizeA; i < sizeB; ++i)
        digitsA *= 10;
    for (int i = sizeB; i < sizeA; ++i)
        digitsB *= 10;
    return digitsA <=> digitsB;
}

std::strong_ordering ExactNumber::operator<=>(const ExactNumber &other) const
{
    if (m_isNegative != other.m_isNegative)
        return m_isNegative ? std::strong_ordering::less : std::strong_ordering::greater;
    return m_isNegative ? compareMagnitudes(other, *this) : compareMagnitudes(*this, other);
}

} // namespace weir
