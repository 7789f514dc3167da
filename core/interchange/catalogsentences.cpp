// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/catalogsentences.h"

#include "core/base/duration.h"
#include "core/interchange/traitedobject.h"

#include <nlohmann/json.hpp>

#include <QHash>
#include <QRegularExpression>

#include <cmath>

namespace weir {

namespace {

const QRegularExpression::PatternOption ignoreCase = QRegularExpression::CaseInsensitiveOption;

/// The strategy that the words behind a number of retries name; empty when they name none.
QString strategyOf(const QString &words)
{
    static const QList<std::pair<QString, QString>> strategies{
        {QStringLiteral("exponential"), QStringLiteral("exponential")},
        {QStringLiteral("linear"), QStringLiteral("linear")},
        {QStringLiteral("fixed"), QStringLiteral("fixed")},
        {QStringLiteral("constant"), QStringLiteral("fixed")},
        {QStringLiteral("listed"), QStringLiteral("list")}};
    for (const auto &[word, strategy] : strategies) {
        if (words.contains(word, Qt::CaseInsensitive))
            return strategy;
    }
    return {};
}

} // namespace

std::optional<Json> policyOfSentence(const QString &sentence)
{
    static const QRegularExpression none(QStringLiteral("^(?:no|0) retries\\.?$"), ignoreCase);
    static const QRegularExpression some(QStringLiteral("^([0-9]{1,6}) (?:retry|retries)\\b(.*)$"), ignoreCase);
    if (none.match(sentence).hasMatch())
        return Json();
    const QRegularExpressionMatch match = some.match(sentence);
    if (!match.hasMatch())
        return std::nullopt;
    Json policy = Json::object();
    addMember(policy, "maxAttempts", match.captured(1).toInt() + 1);
    if (const QString type = strategyOf(match.captured(2)); !type.isEmpty()) {
        Json strategy = Json::object();
        addText(strategy, "type", type);
        addMember(policy, "strategy", std::move(strategy));
    }
    return policy;
}

std::optional<Json> slaOfSentence(const QString &sentence)
{
    static const QRegularExpression form(
        QStringLiteral("^(?:.*\\b)?within ([0-9.]+ ?[a-zµ]+)(?: \\(([0-9.]+) ?% of all\\))?\\.?$"), ignoreCase);
    const QRegularExpressionMatch match = form.match(sentence);
    const QString within = durationOfWords(match.captured(1));
    if (within.isEmpty())
        return std::nullopt;
    Json sla = Json::object();
    addText(sla, "within", within);
    if (!match.captured(2).isEmpty()) {
        // As many digits as the percentage has, and two more.
        constexpr double digits = 1e8;
        addMember(sla, "share", std::round(match.captured(2).toDouble() * digits / 100) / digits);
    }
    return sla;
}

QString durationOfWords(const QString &words)
{
    static const QHash<QString, QString> units{
        {QStringLiteral("ns"), QStringLiteral("ns")},     {QStringLiteral("µs"), QStringLiteral("us")},
        {QStringLiteral("us"), QStringLiteral("us")},     {QStringLiteral("ms"), QStringLiteral("ms")},
        {QStringLiteral("s"), QStringLiteral("s")},       {QStringLiteral("second"), QStringLiteral("s")},
        {QStringLiteral("seconds"), QStringLiteral("s")}, {QStringLiteral("minute"), QStringLiteral("m")},
        {QStringLiteral("minutes"), QStringLiteral("m")}, {QStringLiteral("min"), QStringLiteral("m")},
        {QStringLiteral("hour"), QStringLiteral("h")},    {QStringLiteral("hours"), QStringLiteral("h")},
        {QStringLiteral("day"), QStringLiteral("d")},     {QStringLiteral("days"), QStringLiteral("d")}};
    static const QRegularExpression form(QStringLiteral("^([0-9]+(?:\\.[0-9]+)?) ?([a-zµ]+)$"), ignoreCase);
    const QRegularExpressionMatch match = form.match(words.trimmed());
    const QString text = match.captured(1) + units.value(match.captured(2).toLower());
    return match.hasMatch() && units.contains(match.captured(2).toLower()) && parseDuration(text) ? text : QString();
}

} // namespace weir
