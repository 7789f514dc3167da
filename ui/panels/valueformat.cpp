// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/valueformat.h"

#include "core/base/duration.h"
#include "core/base/rate.h"
#include "core/base/translate.h"
#include "core/expression/assertion.h"
#include "ui/panels/distributiontext.h"

#include <nlohmann/json.hpp>

#include <QLocale>
#include <QStringList>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QString without(QString text, QChar unwanted)
{
    return text.remove(unwanted);
}

Error wrong(const QString &text, const QString &kind, const QString &example)
{
    return Error{tr("“%1” is no %2. Write it as %3.").arg(text, kind, example), {}, {}};
}

QString numberText(double number)
{
    return QLocale::c().toString(number, 'g', QLocale::FloatingPointShortest);
}

QString shareText(double share)
{
    return numberText(std::round(share * 1e10) / 1e8) + " %"_L1;
}

Result<JsonValue> durationValue(const QString &text)
{
    QString compact = without(text, u' ');
    if (compact.endsWith("min"_L1))
        compact.chop(2);
    if (!parseDuration(compact))
        return wrong(text, tr("duration"), tr("250ms, 2s, 1.5m or 1h"));
    return JsonValue(jsonOf(compact));
}

Result<JsonValue> rateValue(const QString &text)
{
    QString compact = without(text, u' ');
    if (!compact.contains(u'/'))
        compact += "/s"_L1;
    if (!parseRate(compact))
        return wrong(text, tr("rate"), tr("50/s or 120/min"));
    return JsonValue(jsonOf(compact));
}

std::optional<double> shareOf(const QString &text)
{
    QString compact = without(text, u' ');
    const bool isPercent = compact.endsWith(u'%');
    if (isPercent)
        compact.chop(1);
    bool isNumber = false;
    const double number = QLocale::c().toDouble(compact, &isNumber);
    const double share = isPercent ? std::round(number * 1e10) / 1e12 : number;
    return isNumber && share >= 0 && share <= 1 ? std::optional<double>(share) : std::nullopt;
}

Result<JsonValue> shareValue(const QString &text)
{
    const std::optional<double> share = shareOf(text);
    if (!share)
        return wrong(text, tr("share"), tr("20 %, from 0 % to 100 %"));
    return JsonValue(Json(*share));
}

Result<JsonValue> wholeValue(const QString &text, qint64 least)
{
    bool isNumber = false;
    const qint64 number = QLocale::c().toLongLong(text, &isNumber);
    if (!isNumber || number < least)
        return wrong(text, tr("whole number"), tr("%1 or more").arg(least));
    return JsonValue(Json(number));
}

Result<JsonValue> numberValue(const QString &text)
{
    bool isNumber = false;
    const double number = QLocale::c().toDouble(text, &isNumber);
    if (!isNumber || number < 0)
        return wrong(text, tr("number"), tr("1.5, 0 or more"));
    return JsonValue(number == std::floor(number) && number < 1e15 ? Json(qint64(number)) : Json(number));
}

QStringList partsOf(const QString &text, QChar separator)
{
    QStringList parts;
    for (const QString &part : text.split(separator)) {
        if (!part.trimmed().isEmpty())
            parts.append(part.trimmed());
    }
    return parts;
}

/// Each part through \a valueOf; the first error wins.
template<typename ValueOf>
Result<JsonValue> listValue(const QStringList &parts, const ValueOf &valueOf)
{
    Json list = Json::array();
    for (const QString &part : parts) {
        Result<JsonValue> value = valueOf(part);
        if (!value)
            return value;
        list.push_back(value->get());
    }
    return list.empty() ? JsonValue() : JsonValue(std::move(list));
}

Result<JsonValue> asText(const QString &text)
{
    return JsonValue(jsonOf(text));
}

Result<JsonValue> assertionValue(const QString &text)
{
    const Result<Assertion> assertion = parseAssertion(text);
    if (!assertion)
        return Error{tr("“%1”: %2 %3").arg(text, assertion.error().message, assertion.error().hint), {}, {}};
    return asText(text);
}

QString slaText(const Json &value)
{
    const Json *share = memberOf(value, u"share");
    const QString within = memberText(value, u"within");
    return share && share->is_number() ? within + u" · "_s + shareText(share->get<double>()) : within;
}

Result<JsonValue> slaValue(const QString &text, const Json &before)
{
    QString list = text;
    const QStringList parts = partsOf(list.replace(u'·', u','), u',');
    Json sla = before.is_object() ? before : Json::object();
    const Result<JsonValue> within = durationValue(parts.value(0));
    const std::optional<double> share = parts.size() > 1 ? shareOf(parts[1]) : std::optional<double>(1.0);
    if (!within || !share || parts.size() > 2)
        return wrong(text, tr("promise"), tr("5m · 99.9 %"));
    sla["within"] = within->get();
    if (parts.size() > 1)
        sla["share"] = *share;
    else
        sla.erase("share");
    return JsonValue(std::move(sla));
}

QString joined(const Json &value, QLatin1StringView separator)
{
    QStringList parts;
    if (value.is_array()) {
        for (const Json &item : value)
            parts.append(item.is_string() ? textOf(item) : QString::fromStdString(item.dump()));
    }
    return parts.join(separator);
}

} // namespace

QString fieldText(FieldKind kind, const Json &value)
{
    if (value.is_null())
        return {};
    switch (kind) {
    case FieldKind::Share:
        return value.is_number() ? shareText(value.get<double>()) : QString();
    case FieldKind::Words:
    case FieldKind::Versions:
    case FieldKind::Spans:
        return joined(value, ", "_L1);
    case FieldKind::Lines:
    case FieldKind::Assertions:
        return joined(value, "\n"_L1);
    case FieldKind::Law:
        return distributionText(value);
    case FieldKind::Promise:
        return slaText(value);
    default:
        return value.is_string() ? textOf(value) : QString::fromStdString(value.dump());
    }
}

Result<JsonValue> fieldValue(FieldKind kind, const QString &text, const Json &before)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return JsonValue();
    switch (kind) {
    case FieldKind::Span:
        return durationValue(trimmed);
    case FieldKind::Rate:
        return rateValue(trimmed);
    case FieldKind::Share:
        return shareValue(trimmed);
    case FieldKind::Count:
        return wholeValue(trimmed, 1);
    case FieldKind::Size:
        return wholeValue(trimmed, 0);
    case FieldKind::Number:
        return numberValue(trimmed);
    case FieldKind::Flag:
    case FieldKind::Answer:
        return JsonValue(Json(trimmed == "true"_L1));
    case FieldKind::Words:
        return listValue(partsOf(trimmed, u','), asText);
    case FieldKind::Versions:
        return listValue(partsOf(trimmed, u','), [](const QString &part) { return wholeValue(part, 1); });
    case FieldKind::Spans:
        return listValue(partsOf(trimmed, u','), durationValue);
    case FieldKind::Lines:
        return listValue(partsOf(trimmed, u'\n'), asText);
    case FieldKind::Assertions:
        return listValue(partsOf(trimmed, u'\n'), assertionValue);
    case FieldKind::Law:
        return distributionValue(trimmed, before);
    case FieldKind::Promise:
        return slaValue(trimmed, before);
    case FieldKind::Text:
    case FieldKind::LongText:
    case FieldKind::Choice:
        break;
    }
    return asText(trimmed);
}

} // namespace weir
