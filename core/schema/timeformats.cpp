// SPDX-License-Identifier: GPL-3.0-or-later
// Formats of dates, times and durations.
#include "core/schema/formats.h"

#include <QDate>

#include <optional>

namespace weir {

namespace {

/// Exactly \a count digits at \a from, as a number.
std::optional<int> number(QByteArrayView text, qsizetype from, qsizetype count)
{
    if (from + count > text.size())
        return std::nullopt;
    int value = 0;
    for (qsizetype i = from; i < from + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool isAt(QByteArrayView text, qsizetype index, char c)
{
    return index < text.size() && text[index] == c;
}

/// `Z`, `z` or `+hh:mm` as minutes east of UTC.
std::optional<int> offsetMinutes(QByteArrayView text)
{
    if (text == "Z" || text == "z")
        return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    const auto hours = number(text, 1, 2), minutes = number(text, 4, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

/// Parts `1Y2M` in the order of \a units, each at most once; \a text is what they leave over.
bool takeParts(QByteArrayView &text, QByteArrayView units)
{
    qsizetype unit = 0;
    bool hasAny = false;
    while (!text.isEmpty() && text[0] >= '0' && text[0] <= '9') {
        qsizetype digits = 0;
        while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
            ++digits;
        const qsizetype found = digits < text.size() ? units.indexOf(text[digits], unit) : -1;
        // No unit is left out between two: P1Y2D is none (RFC 3339 appendix A).
        if (found < 0 || (hasAny && found != unit))
            return false;
        hasAny = true;
        unit = found + 1;
        text = text.sliced(digits + 1);
    }
    return hasAny;
}

} // namespace

bool isDate(QByteArrayView text)
{
    const auto year = number(text, 0, 4), month = number(text, 5, 2), day = number(text, 8, 2);
    if (text.size() != 10 || !year || !month || !day || text[4] != '-' || text[7] != '-' || *month < 1 || *month > 12)
        return false;
    const bool isLeap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
    const int days =
        *month == 2 ? (isLeap ? 29 : 28) : (*month == 4 || *month == 6 || *month == 9 || *month == 11 ? 30 : 31);
    return *day >= 1 && *day <= days;
}

bool isTime(QByteArrayView text)
{
    const auto hour = number(text, 0, 2), minute = number(text, 3, 2), second = number(text, 6, 2);
    if (!hour || !minute || !second || !isAt(text, 2, ':') || !isAt(text, 5, ':') || *hour > 23 || *minute > 59
        || *second > 60)
        return false;
    qsizetype end = 8;
    if (isAt(text, end, '.')) {
        const qsizetype first = ++end;
        while (end < text.size() && text[end] >= '0' && text[end] <= '9')
            ++end;
        if (end == first)
            return false;
    }
    const auto offset = offsetMinutes(text.sliced(end));
    if (!offset)
        return false;
    constexpr int day = 24 * 60;
    const int utc = (*hour * 60 + *minute - *offset + 2 * day) % day;
    return *second < 60 || utc == day - 1;
}

bool isDateTime(QByteArrayView text)
{
    return text.size() > 10 && (text[10] == 'T' || text[10] == 't') && isDate(text.first(10))
        && isTime(text.sliced(11));
}

bool isDuration(QByteArrayView text)
{
    if (!text.startsWith('P'))
        return false;
    text = text.sliced(1);
    if (text.endsWith('W')) {
        return takeParts(text, "W") && text.isEmpty();
    }
    const bool hasDate = takeParts(text, "YMD");
    if (text.isEmpty())
        return hasDate;
    if (text[0] != 'T')
        return false;
    text = text.sliced(1);
    return takeParts(text, "HMS") && text.isEmpty();
}

} // namespace weir
