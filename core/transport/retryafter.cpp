// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/retryafter.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace weir {

namespace {

constexpr std::array<std::string_view, 12> monthNames{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> dayNames{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

/// Reads a text from its front.
class DateText
{
public:
    explicit DateText(QByteArrayView text) : m_text(text.data(), static_cast<std::size_t>(text.size())) {}

    bool isDone() const { return m_text.empty(); }
    bool take(std::string_view word)
    {
        if (!m_text.starts_with(word))
            return false;
        m_text.remove_prefix(word.size());
        return true;
    }
    /// A number of exactly \a digits digits; -1 when there is none.
    int number(std::size_t digits)
    {
        int value = 0;
        if (m_text.size() < digits)
            return -1;
        for (std::size_t i = 0; i < digits; ++i) {
            if (m_text[i] < '0' || m_text[i] > '9')
                return -1;
            value = value * 10 + (m_text[i] - '0');
        }
        m_text.remove_prefix(digits);
        return value;
    }
    template<std::size_t N>
    int oneOf(const std::array<std::string_view, N> &words)
    {
        for (std::size_t i = 0; i < N; ++i) {
            if (take(words[i]))
                return static_cast<int>(i);
        }
        return -1;
    }

private:
    std::string_view m_text;
};

struct DateFields
{
    int year = -1, month = -1, day = -1, hour = -1, minute = -1, second = -1;
};

bool readClock(DateText &text, DateFields &fields)
{
    fields.hour = text.number(2);
    const bool hasMinute = text.take(":");
    fields.minute = text.number(2);
    const bool hasSecond = text.take(":");
    fields.second = text.number(2);
    return hasMinute && hasSecond;
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
bool readFixDate(QByteArrayView bytes, DateFields &fields)
{
    DateText text(bytes);
    if (text.oneOf(dayNames) < 0 || !text.take(", "))
        return false;
    fields.day = text.number(2);
    if (!text.take(" "))
        return false;
    fields.month = text.oneOf(monthNames) + 1;
    if (!text.take(" "))
        return false;
    fields.year = text.number(4);
    return text.take(" ") && readClock(text, fields) && text.take(" GMT") && text.isDone();
}

/// `Sunday, 06-Nov-94 08:49:37 GMT`. Two digits of a year mean one that is at most 50 years ahead (RFC 9110 §5.6.7).
bool readLongDate(QByteArrayView bytes, DateFields &fields, int thisYear)
{
    constexpr std::array<std::string_view, 7> names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};
    DateText text(bytes);
    if (text.oneOf(names) < 0 || !text.take(", "))
        return false;
    fields.day = text.number(2);
    if (!text.take("-"))
        return false;
    fields.month = text.oneOf(monthNames) + 1;
    if (!text.take("-"))
        return false;
    const int twoDigits = text.number(2);
    if (twoDigits < 0)
        return false;
    fields.year = thisYear / 100 * 100 + twoDigits;
    if (fields.year > thisYear + 50)
        fields.year -= 100;
    return text.take(" ") && readClock(text, fields) && text.take(" GMT") && text.isDone();
}

/// `Sun Nov  6 08:49:37 1994`.
bool readCDate(QByteArrayView bytes, DateFields &fields)
{
    DateText text(bytes);
    if (text.oneOf(dayNames) < 0 || !text.take(" "))
        return false;
    fields.month = text.oneOf(monthNames) + 1;
    if (!text.take(" "))
        return false;
    fields.day = text.take(" ") ? text.number(1) : text.number(2);
    if (!text.take(" ") || !readClock(text, fields) || !text.take(" "))
        return false;
    fields.year = text.number(4);
    return text.isDone();
}

} // namespace

std::optional<TimePoint> readHttpDate(QByteArrayView text, TimePoint now)
{
    using namespace std::chrono;
    const year_month_day today(floor<days>(now));
    DateFields fields;
    if (!readFixDate(text, fields) && !readLongDate(text, fields, int(today.year())) && !readCDate(text, fields))
        return std::nullopt;
    const year_month_day date(year(fields.year), month(static_cast<unsigned>(std::max(fields.month, 0))),
                              day(static_cast<unsigned>(std::max(fields.day, 0))));
    constexpr int firstYear = 1678, lastYear = 2261;
    if (!date.ok() || fields.year < firstYear || fields.year > lastYear || fields.hour < 0 || fields.hour > 23
        || fields.minute < 0 || fields.minute > 59 || fields.second < 0 || fields.second > 60)
        return std::nullopt;
    return TimePoint(sys_days(date)) + hours(fields.hour) + minutes(fields.minute) + seconds(fields.second);
}

std::optional<Duration> retryAfter(QByteArrayView value, TimePoint now)
{
    constexpr qsizetype mostDigits = 9;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (!value.isEmpty() && std::all_of(value.begin(), value.end(), isDigit)) {
        if (value.size() > mostDigits)
            return Duration(std::chrono::hours(24 * 365));
        return Duration(std::chrono::seconds(value.toByteArray().toLongLong()));
    }
    const auto date = readHttpDate(value, now);
    if (!date)
        return std::nullopt;
    return std::max(Duration::zero(), *date - now);
}

} // namespace weir
