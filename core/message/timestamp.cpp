// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/timestamp.h"

#include <array>

namespace weir {

namespace {

using namespace std::chrono;

/// Reads a text from left to right.
class Cursor
{
public:
    explicit Cursor(QStringView text) : m_text(text) {}

    bool atEnd() const { return m_at == m_text.size(); }
    bool take(QChar upper)
    {
        if (atEnd() || m_text[m_at].toUpper() != upper)
            return false;
        ++m_at;
        return true;
    }
    /// The next \a count digits; -1 when there are none.
    int digits(int count)
    {
        int value = 0;
        for (int i = 0; i < count; ++i) {
            const int digit = takeDigit();
            if (digit < 0)
                return -1;
            value = 10 * value + digit;
        }
        return value;
    }
    /// Digits behind the point as nanoseconds; -1 when there is none.
    int nanoseconds()
    {
        int value = 0;
        int count = 0;
        for (int digit = takeDigit(); digit >= 0; digit = takeDigit(), ++count) {
            if (count < 9)
                value = 10 * value + digit;
        }
        for (int i = count; i < 9; ++i)
            value *= 10;
        return count == 0 ? -1 : value;
    }

private:
    int takeDigit()
    {
        if (atEnd() || m_text[m_at] < u'0' || m_text[m_at] > u'9')
            return -1;
        return m_text[m_at++].unicode() - u'0';
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

std::optional<sys_days> takeDate(Cursor &cursor)
{
    const int y = cursor.digits(4);
    if (y < 0 || !cursor.take(u'-'))
        return std::nullopt;
    const int m = cursor.digits(2);
    if (m < 0 || !cursor.take(u'-'))
        return std::nullopt;
    const int d = cursor.digits(2);
    const year_month_day date{year(y), month(unsigned(m)), day(unsigned(d))};
    // What 64 bits of nanoseconds hold.
    const bool isInRange = y >= 1678 && y <= 2261;
    return d > 0 && date.ok() && isInRange ? std::optional<sys_days>(date) : std::nullopt;
}

std::optional<minutes> takeOffset(Cursor &cursor)
{
    if (cursor.take(u'Z'))
        return minutes(0);
    const bool isEast = cursor.take(u'+');
    if (!isEast && !cursor.take(u'-'))
        return std::nullopt;
    const int h = cursor.digits(2);
    if (h < 0 || h > 23 || !cursor.take(u':'))
        return std::nullopt;
    const int m = cursor.digits(2);
    if (m < 0 || m > 59)
        return std::nullopt;
    const minutes offset = hours(h) + minutes(m);
    return isEast ? offset : -offset;
}

/// The last \a count digits of \a value, ending before \a end.
void putDigits(char16_t *end, std::int64_t value, int count)
{
    for (; count > 0; --count, value /= 10)
        *--end = char16_t(u'0' + value % 10);
}

/// An instant in UTC as it is usually written, without an allocation. 64 bits of nanoseconds end within four-digit years.
class CanonicalText
{
public:
    explicit CanonicalText(TimePoint instant)
    {
        const auto date = floor<days>(instant);
        const year_month_day ymd{date};
        const hh_mm_ss time{instant - date};
        const std::int64_t fraction = time.subseconds().count();
        putDigits(m_text.data() + 4, int(ymd.year()), 4);
        putDigits(m_text.data() + 7, unsigned(ymd.month()), 2);
        putDigits(m_text.data() + 10, unsigned(ymd.day()), 2);
        putDigits(m_text.data() + 13, time.hours().count(), 2);
        putDigits(m_text.data() + 16, time.minutes().count(), 2);
        putDigits(m_text.data() + 19, time.seconds().count(), 2);
        putDigits(m_text.data() + 29, fraction, 9);
        m_size = 20 + (fraction % 1'000'000 == 0 ? 3 : fraction % 1'000 == 0 ? 6 : 9);
        m_text[std::size_t(m_size++)] = u'Z';
    }

    QStringView view() const { return {m_text.data(), m_size}; }

private:
    std::array<char16_t, 31> m_text{u"0000-00-00T00:00:00.000000000Z"};
    qsizetype m_size = 0;
};

} // namespace

std::optional<Timestamp> parseTimestamp(QStringView text)
{
    Cursor cursor(text);
    const auto date = takeDate(cursor);
    if (!date || !cursor.take(u'T'))
        return std::nullopt;
    const int h = cursor.digits(2);
    const bool hasHours = h >= 0 && h <= 23 && cursor.take(u':');
    const int m = hasHours ? cursor.digits(2) : -1;
    const bool hasMinutes = m >= 0 && m <= 59 && cursor.take(u':');
    const int s = hasMinutes ? cursor.digits(2) : -1;
    if (s < 0 || s > 60)
        return std::nullopt;
    const int fraction = cursor.take(u'.') ? cursor.nanoseconds() : 0;
    const auto offset = fraction < 0 ? std::nullopt : takeOffset(cursor);
    if (!offset || !cursor.atEnd())
        return std::nullopt;
    const TimePoint instant = *date + hours(h) + minutes(m) + seconds(s) + nanoseconds(fraction) - *offset;
    // RFC 3339 §5.7: 60 only at the end of a day in UTC.
    if (s == 60 && floor<seconds>(instant) != floor<days>(instant))
        return std::nullopt;
    return Timestamp{instant, text == CanonicalText(instant).view() ? QString() : text.toString()};
}

QString timestampText(const Timestamp &time)
{
    return time.spelling.isEmpty() ? CanonicalText(time.instant).view().toString() : time.spelling;
}

} // namespace weir
