// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/binding.h"

#include "core/base/rate.h"

#include <cmath>

namespace weir::binding {

namespace {

constexpr double exactIntegers = 9007199254740992.0; // 2^53

} // namespace

std::optional<QString> Text::read(const Json &json)
{
    return json.is_string() ? std::optional(textOf(json)) : std::nullopt;
}

std::optional<QDate> Date::read(const Json &json)
{
    const QDate date = QDate::fromString(textOf(json), Qt::ISODate);
    return date.isValid() ? std::optional(date) : std::nullopt;
}

std::optional<bool> Boolean::read(const Json &json)
{
    return json.is_boolean() ? std::optional(json.get<bool>()) : std::nullopt;
}

std::optional<Duration> Span::read(const Json &json)
{
    return parseDuration(textOf(json));
}

Json Span::write(Duration value)
{
    return jsonOf(durationText(value));
}

std::optional<double> Rate::read(const Json &json)
{
    return parseRate(textOf(json));
}

Json Rate::write(double value)
{
    return jsonOf(rateText(value));
}

std::optional<quint64> Seed::read(const Json &json)
{
    if (json.is_number_unsigned())
        return json.get<quint64>();
    const auto value = wholeNumber(json, 0, exactIntegers);
    return value ? std::optional(quint64(*value)) : std::nullopt;
}

std::optional<qint64> wholeNumber(const Json &json, double minimum, double maximum)
{
    if (!json.is_number())
        return std::nullopt;
    const double value = json.get<double>();
    if (!(value >= minimum && value <= maximum) || std::abs(value) > exactIntegers || value != std::floor(value))
        return std::nullopt;
    return qint64(value);
}

std::optional<double> number(const Json &json, double minimum, double maximum)
{
    if (!json.is_number())
        return std::nullopt;
    const double value = json.get<double>();
    return value >= minimum && value <= maximum ? std::optional(value) : std::nullopt;
}

Json numberJson(double value)
{
    if (std::abs(value) <= exactIntegers && value == std::floor(value))
        return qint64(value);
    return value;
}

} // namespace weir::binding
