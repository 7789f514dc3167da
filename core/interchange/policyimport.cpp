// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/policyimport.h"

#include "core/base/duration.h"
#include "core/interchange/traitedobject.h"

#include <QRegularExpression>

#include <cmath>

namespace weir {

namespace {

constexpr double nanosecondsPerSecond = 1e9;
constexpr double mostSeconds = 9.2e9; // 292 years.
constexpr auto sqsVisibility = 30;    // Amazon SQS: default visibility timeout in seconds.

QString spanText(double seconds)
{
    if (!(seconds >= 0 && seconds < mostSeconds))
        return {};
    return durationText(Duration(std::int64_t(std::llround(seconds * nanosecondsPerSecond))));
}

/// A delay of a retry strategy: `<name>Seconds`, or `<name>` as ISO 8601 or Weir's own text.
QString delayOf(const Json &strategy, const QString &name)
{
    if (const Json *seconds = memberOf(strategy, name + QStringLiteral("Seconds")))
        return secondsText(seconds);
    const Json *value = memberOf(strategy, name);
    if (value == nullptr)
        return {};
    if (value->is_number())
        return secondsText(value);
    const QString text = textOf(*value);
    return parseDuration(text) ? text : isoDurationText(text);
}

void addSeconds(Json &object, const char *key, const QString &text)
{
    const auto span = parseDuration(text);
    if (!span)
        return;
    const double seconds = double(span->count()) / nanosecondsPerSecond;
    if (seconds == std::floor(seconds))
        addMember(object, key, std::int64_t(seconds));
    else
        addMember(object, key, seconds);
}

void addStrategy(Json &policy, const Json &strategy)
{
    const QString type = memberText(strategy, u"type");
    if (type != u"fixed" && type != u"linear" && type != u"exponential")
        return;
    Json mine = Json::object();
    addText(mine, "type", type);
    const QString plain = delayOf(strategy, QStringLiteral("delay"));
    addText(mine, "initialDelay", plain.isEmpty() ? delayOf(strategy, QStringLiteral("initialDelay")) : plain);
    addText(mine, "increment", delayOf(strategy, QStringLiteral("increment")));
    if (const Json *multiplier = memberOf(strategy, u"multiplier"); multiplier && multiplier->is_number())
        addMember(mine, "multiplier", *multiplier);
    addText(mine, "maxDelay", delayOf(strategy, QStringLiteral("maxDelay")));
    addMember(policy, "strategy", std::move(mine));
}

/// A whole number from 1 to a billion; 0 when it is none.
std::int64_t countOf(const Json *value)
{
    const bool isCount = value != nullptr && value->is_number_integer();
    const std::int64_t count = isCount ? value->get<std::int64_t>() : 0;
    return count >= 1 && count <= 1'000'000'000 ? count : 0;
}

} // namespace

QString PolicyImport::take(const Json &policy, const QString &wanted)
{
    const QByteArray key = QByteArray::fromStdString(policy.dump());
    const auto known = m_idOf.constFind(key);
    if (known != m_idOf.constEnd())
        return *known;
    QString id = m_ids.take(wanted, QStringLiteral("retry"));
    m_idOf.insert(key, id);
    Json document = Json::object();
    addText(document, "id", id);
    for (const auto &[name, value] : policy.items())
        addMember(document, name.c_str(), value);
    m_documents += std::move(document);
    return id;
}

Json policyOfRetry(const Json &retry)
{
    Json policy = Json::object();
    addText(policy, "name", memberText(retry, u"name"));
    if (const auto attempts = countOf(memberOf(retry, u"maxAttempts")))
        addMember(policy, "maxAttempts", attempts);
    if (const Json *strategy = memberOf(retry, u"strategy"))
        addStrategy(policy, *strategy);
    return policy.empty() ? Json() : policy;
}

Json retryOfPolicy(const Json &policy)
{
    Json retry = Json::object();
    addText(retry, "id", memberText(policy, u"id"));
    addText(retry, "name", memberText(policy, u"name"));
    if (const Json *attempts = memberOf(policy, u"maxAttempts"))
        addMember(retry, "maxAttempts", *attempts);
    const Json *strategy = memberOf(policy, u"strategy");
    const QString type = strategy ? memberText(*strategy, u"type") : QString();
    if (type != u"fixed" && type != u"linear" && type != u"exponential")
        return retry;
    Json mine = Json::object();
    addText(mine, "type", type);
    addSeconds(mine, type == u"fixed" ? "delaySeconds" : "initialDelaySeconds", memberText(*strategy, u"initialDelay"));
    addSeconds(mine, "incrementSeconds", memberText(*strategy, u"increment"));
    if (const Json *multiplier = memberOf(*strategy, u"multiplier"))
        addMember(mine, "multiplier", *multiplier);
    addSeconds(mine, "maxDelaySeconds", memberText(*strategy, u"maxDelay"));
    addMember(retry, "strategy", std::move(mine));
    return retry;
}

Json policyOfSqs(const Json &queue)
{
    const Json *redrive = memberOf(queue, u"redrivePolicy");
    if (redrive == nullptr || !redrive->is_object())
        return nullptr;
    constexpr std::int64_t defaultReceives = 10; // AsyncAPI SQS binding 0.2.0.
    const auto receives = countOf(memberOf(*redrive, u"maxReceiveCount"));
    Json strategy = Json::object();
    addText(strategy, "type", QStringLiteral("fixed"));
    const QString visible = secondsText(memberOf(queue, u"visibilityTimeout"));
    addText(strategy, "initialDelay", visible.isEmpty() ? spanText(sqsVisibility) : visible);
    Json policy = Json::object();
    addMember(policy, "maxAttempts", receives > 0 ? receives : defaultReceives);
    addMember(policy, "strategy", std::move(strategy));
    return policy;
}

Json policyOfSns(const Json &deliveryPolicy)
{
    const Json *retries = memberOf(deliveryPolicy, u"numRetries");
    if (retries == nullptr || !retries->is_number_integer() || retries->get<std::int64_t>() < 0)
        return nullptr;
    const QString least = secondsText(memberOf(deliveryPolicy, u"minDelayTarget"));
    const QString function = memberText(deliveryPolicy, u"backoffFunction");
    const bool isLinear = function.isEmpty() || function == u"linear" || function == u"arithmetic";
    Json strategy = Json::object();
    addText(strategy, "type", isLinear ? QStringLiteral("linear") : QStringLiteral("exponential"));
    addText(strategy, "initialDelay", least);
    if (isLinear)
        addText(strategy, "increment", least);
    addText(strategy, "maxDelay", secondsText(memberOf(deliveryPolicy, u"maxDelayTarget")));
    Json policy = Json::object();
    addMember(policy, "maxAttempts", std::min<std::int64_t>(retries->get<std::int64_t>(), 1'000'000) + 1);
    addMember(policy, "strategy", std::move(strategy));
    return policy;
}

QString secondsText(const Json *seconds)
{
    return seconds != nullptr && seconds->is_number() ? spanText(seconds->get<double>()) : QString();
}

QString isoDurationText(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^P(?:([0-9.]+)W)?(?:([0-9.]+)D)?(?:T(?:([0-9.]+)H)?(?:([0-9.]+)M)?(?:([0-9.]+)S)?)?$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch() || text.size() < 3)
        return {};
    constexpr std::array unit{604'800.0, 86'400.0, 3'600.0, 60.0, 1.0};
    double seconds = 0;
    for (int i = 0; i < int(unit.size()); ++i)
        seconds += match.captured(i + 1).toDouble() * unit.at(size_t(i));
    return spanText(seconds);
}

} // namespace weir
