// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/distributiontext.h"

#include "core/base/translate.h"
#include "core/model/enumtext.h"
#include "core/simulation/laws.h"

#include <nlohmann/json.hpp>

#include <QLocale>
#include <QRegularExpression>

#include <array>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array durationMembers{"mean", "p50", "p99", "min", "max"};
constexpr std::array numberMembers{"cv", "k"};

template<std::size_t size>
bool isOneOf(const QString &word, const std::array<const char *, size> &members)
{
    return std::any_of(members.cbegin(), members.cend(),
                       [&word](const char *member) { return word == QLatin1String(member); });
}

QString lawNames()
{
    QStringList names;
    for (const std::string_view text : enumTexts<DistributionKind>())
        names.append(QString::fromUtf8(text.data(), qsizetype(text.size())));
    return names.join(", "_L1);
}

/// Reads the members of \a value that lawOf() needs.
Distribution distributionOf(const Json &value, DistributionKind kind)
{
    Distribution law;
    law.kind = kind;
    const auto duration = [&value](QStringView key) { return parseDuration(memberText(value, key)); };
    const auto number = [&value](QStringView key) -> std::optional<double> {
        const Json *member = memberOf(value, key);
        return member && member->is_number() ? std::optional<double>(member->get<double>()) : std::nullopt;
    };
    law.mean = duration(u"mean");
    law.p50 = duration(u"p50");
    law.p99 = duration(u"p99");
    law.min = duration(u"min");
    law.max = duration(u"max");
    law.cv = number(u"cv");
    law.k = number(u"k");
    return law;
}

Result<void> readWord(Json &value, const QString &name, const QString &figure)
{
    const std::string key = name.toStdString();
    if (isOneOf(name, durationMembers)) {
        if (!parseDuration(figure))
            return Error{tr("“%1” is no duration for %2. Write 250ms or 2s.").arg(figure, name), {}, {}};
        value[key] = jsonOf(figure);
        return {};
    }
    bool isNumber = false;
    const double number = QLocale::c().toDouble(figure, &isNumber);
    if (!isOneOf(name, numberMembers) || !isNumber || number < 0)
        return Error{tr("“%1 %2” is no figure of a distribution. Write mean 180ms, cv 0.8, p50, p99, min, max or k.")
                         .arg(name, figure),
                     {},
                     {}};
    value[key] = number == std::floor(number) ? Json(qint64(number)) : Json(number);
    return {};
}

/// A name and its figure may touch (`mean180ms`), so units are joined to their number first: `180 ms`.
QStringList wordsOf(QString text)
{
    static const QRegularExpression unit(u"(\\d)\\s+(ns|us|ms|s|m|min|h|d)\\b"_s);
    static const QRegularExpression separators(u"[\\s·,=:]+"_s);
    text.replace(unit, u"\\1\\2"_s);
    return text.split(separators, Qt::SkipEmptyParts);
}

} // namespace

QString distributionText(const Json &value)
{
    if (!value.is_object())
        return {};
    QStringList parts{memberText(value, u"distribution")};
    for (const auto &item : value.items()) {
        const QString key = QString::fromStdString(item.key());
        if (isOneOf(key, durationMembers))
            parts.append(key + u' ' + textOf(item.value()));
        else if (isOneOf(key, numberMembers))
            parts.append(key + u' ' + QString::fromStdString(item.value().dump()));
        else if (key == "buckets"_L1)
            parts.append(tr("%n bucket(s)", nullptr, int(item.value().size())));
    }
    return parts.join(u" · "_s);
}

Result<JsonValue> distributionValue(const QString &text, const Json &before)
{
    if (text == distributionText(before))
        return JsonValue(before);
    QStringList words = wordsOf(text);
    if (words.size() == 1 && parseDuration(words.first()))
        words = QStringList{u"constant"_s, u"mean"_s, words.first()};
    const std::optional<DistributionKind> kind = enumNamed<DistributionKind>(words.first().toStdString());
    if (!kind)
        return Error{tr("“%1” is no distribution. Start with one of %2.").arg(words.first(), lawNames()), {}, {}};
    if (*kind == DistributionKind::Empirical)
        return Error{tr("The buckets of an empirical distribution are edited in the file."), {}, {}};
    Json value = before.is_object() ? before : Json::object();
    value["distribution"] = jsonOf(enumText(*kind));
    for (const char *member : durationMembers)
        value.erase(member);
    for (const char *member : numberMembers)
        value.erase(member);
    value.erase("buckets");
    if (words.size() % 2 == 0)
        return Error{tr("“%1” lacks a value.").arg(words.last()), {}, {}};
    for (qsizetype index = 1; index < words.size(); index += 2) {
        const Result<void> read = readWord(value, words[index], words[index + 1]);
        if (!read)
            return read.error();
    }
    if (!lawOf(distributionOf(value, *kind)))
        return Error{tr("A distribution that is %1 cannot have these figures. Give mean and cv, or p50 and p99.")
                         .arg(words.first()),
                     {},
                     {}};
    return JsonValue(std::move(value));
}

} // namespace weir
