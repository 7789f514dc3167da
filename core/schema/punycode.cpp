// SPDX-License-Identifier: GPL-3.0-or-later
// RFC 3492: Unicode in the letters, digits and hyphens of host names.
#include "core/schema/idna.h"

#include <QList>

#include <algorithm>
#include <limits>

namespace weir {

namespace {

// RFC 3492 §5.
constexpr int base = 36, leastThreshold = 1, mostThreshold = 26, skew = 38, damp = 700;
constexpr int firstBias = 72, firstCode = 128;
constexpr qsizetype maxLabel = 256; ///< Longer texts are no labels; the algorithm is quadratic.

int adapted(int delta, int points, bool isFirst)
{
    delta = isFirst ? delta / damp : delta / 2;
    delta += delta / points;
    int k = 0;
    for (; delta > (base - leastThreshold) * mostThreshold / 2; k += base)
        delta /= base - leastThreshold;
    return k + (base - leastThreshold + 1) * delta / (delta + skew);
}

int threshold(int k, int bias)
{
    return std::clamp(k - bias, leastThreshold, mostThreshold);
}

char digitOf(int value)
{
    return char(value < 26 ? 'a' + value : '0' + value - 26);
}

int valueOf(char digit)
{
    if (digit >= 'a' && digit <= 'z')
        return digit - 'a';
    if (digit >= 'A' && digit <= 'Z')
        return digit - 'A';
    return digit >= '0' && digit <= '9' ? digit - '0' + 26 : -1;
}

void appendNumber(QByteArray &result, int number, int bias)
{
    for (int k = base;; k += base) {
        const int t = threshold(k, bias);
        if (number < t)
            break;
        result += digitOf(t + (number - t) % (base - t));
        number = (number - t) / (base - t);
    }
    result += digitOf(number);
}

} // namespace

QByteArray punycode(const QString &label)
{
    const QList<uint> points = label.toUcs4();
    QByteArray result;
    for (const uint point : points) {
        if (point < firstCode)
            result += char(point);
    }
    if (points.size() > maxLabel)
        return result;
    const auto basic = int(result.size());
    int handled = basic, delta = 0, bias = firstBias;
    uint code = firstCode;
    if (basic > 0)
        result += '-';
    while (handled < points.size()) {
        uint next = std::numeric_limits<uint>::max();
        for (const uint point : points) {
            if (point >= code)
                next = std::min(next, point);
        }
        delta += int(next - code) * (handled + 1);
        code = next;
        for (const uint point : points) {
            delta += point < code ? 1 : 0;
            if (point != code)
                continue;
            appendNumber(result, delta, bias);
            bias = adapted(delta, handled + 1, handled == basic);
            delta = 0;
            ++handled;
        }
        ++delta;
        ++code;
    }
    return result;
}

QString fromPunycode(QByteArrayView text)
{
    const qsizetype dash = text.lastIndexOf('-');
    if (text.size() > maxLabel)
        return {};
    QList<uint> points;
    for (qsizetype i = 0; i < dash; ++i) {
        if (static_cast<unsigned char>(text[i]) >= firstCode)
            return {};
        points.append(uint(text[i]));
    }
    qint64 code = firstCode, index = 0;
    int bias = firstBias;
    for (qsizetype at = dash < 0 ? 0 : dash + 1; at < text.size();) {
        const qint64 before = index;
        qint64 weight = 1;
        for (int k = base;; k += base) {
            const int digit = at < text.size() ? valueOf(text[at++]) : -1;
            if (digit < 0)
                return {};
            index += digit * weight;
            const int t = threshold(k, bias);
            if (digit < t)
                break;
            weight *= base - t;
            if (index > std::numeric_limits<int>::max() || weight > std::numeric_limits<int>::max())
                return {};
        }
        if (index > std::numeric_limits<int>::max())
            return {};
        const qsizetype size = points.size() + 1;
        bias = adapted(int(index - before), int(size), before == 0);
        code += index / size;
        index %= size;
        if (code > qint64(QChar::LastValidCodePoint) || QChar::isSurrogate(uint(code)))
            return {};
        points.insert(qsizetype(index), uint(code));
        ++index;
    }
    QString result;
    for (const uint point : points)
        result += QChar::fromUcs4(point);
    return result;
}

} // namespace weir
