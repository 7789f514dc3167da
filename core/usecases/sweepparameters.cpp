// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/sweepparameters.h"

#include "core/base/decimal.h"
#include "core/base/duration.h"
#include "core/base/rate.h"
#include "core/base/translate.h"
#include "core/delivery/effective.h"
#include "core/model/catalog.h"
#include "core/model/enumtext.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

constexpr int usualSpanSteps = 8;
constexpr int mostCountSteps = 16;
/// The range around what holds now: a part of it to a multiple.
constexpr double rangeLow = 0.5, rangeHigh = 4;

/// Gathers the parameters of one element after the other.
class ParameterList
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit ParameterList(const Catalog &catalog) : m_catalog(catalog) {}

    void addElement(const QString &path)
    {
        const auto element = ElementRef::fromPath(path);
        if (!element)
            return;
        if (const Service *service = element->kind == Kind::Service ? m_catalog.service(element->id) : nullptr)
            addServicePart(*service, path.mid(element->path().size() + 1));
        else if (const Channel *channel = element->kind == Kind::Channel ? m_catalog.channel(element->id) : nullptr)
            addChannel(*channel);
        else if (const Policy *policy = element->kind == Kind::Policy ? m_catalog.policy(element->id) : nullptr)
            addPolicy(*policy);
        else if (const Webhook *webhook = element->kind == Kind::Webhook ? m_catalog.webhook(element->id) : nullptr)
            addWebhook(*webhook);
        else if (element->kind == Kind::Event)
            addEvent(element->id);
    }

    void addScenario(const Scenario &scenario)
    {
        begin(QStringLiteral("scenarios/") + scenario.id, scenario.name());
        addFactor(QStringLiteral("load/factor"), tr("Load, times the usual"), scenario.loadFactor);
        for (qsizetype i = 0; i < scenario.faults.size(); ++i) {
            const Fault &fault = scenario.faults.at(i);
            const QString member = QStringLiteral("faults/%1/").arg(i);
            const QString name = faultName(fault);
            if (fault.lasts)
                addSpan(member + QStringLiteral("for"), tr("%1: how long").arg(name), *fault.lasts);
            if (fault.factor)
                addFactor(member + QStringLiteral("factor"), tr("%1: factor").arg(name), *fault.factor);
            if (fault.probability)
                addShare(member + QStringLiteral("probability"), tr("%1: share").arg(name), *fault.probability);
        }
    }

    QList<SweepParameter> take() { return std::move(m_all); }

private:
    void begin(const QString &path, const QString &element)
    {
        m_path = path + u'/';
        m_element = element;
    }

    void add(const QString &member, const QString &name, ParameterKind kind, const QString &now)
    {
        const QString path = m_path + member;
        const bool isKnown = std::any_of(m_all.cbegin(), m_all.cend(),
                                         [&path](const SweepParameter &parameter) { return parameter.path == path; });
        if (!isKnown)
            m_all.append({path, m_element, name, kind, now, now, now, usualSpanSteps});
    }

    void range(const QString &from, const QString &to, int steps)
    {
        m_all.last().from = from;
        m_all.last().to = to;
        m_all.last().steps = steps;
    }

    void addCount(const QString &member, const QString &name, int now)
    {
        add(member, name, ParameterKind::Count, QString::number(now));
        const int most = std::max(8, 2 * now);
        range(QStringLiteral("1"), QString::number(most), std::min(most, mostCountSteps));
    }

    void addFactor(const QString &member, const QString &name, double now)
    {
        add(member, name, ParameterKind::Factor, threeDigits(now));
        range(threeDigits(now * rangeLow), threeDigits(now * rangeHigh), usualSpanSteps);
    }

    void addShare(const QString &member, const QString &name, double now)
    {
        add(member, name, ParameterKind::Share, threeDigits(now));
        range(QStringLiteral("0"), threeDigits(std::clamp(now * rangeHigh, 0.1, 1.0)), usualSpanSteps);
    }

    void addSpan(const QString &member, const QString &name, Duration now)
    {
        add(member, name, ParameterKind::Span, durationText(now));
        const Duration least = now.count() > 0 ? now / 2 : Duration::zero();
        const Duration most = now.count() > 0 ? now * 4 : Duration(std::chrono::seconds(1));
        range(durationText(least), durationText(most), usualSpanSteps);
    }

    void addRate(const QString &member, const QString &name, double now)
    {
        add(member, name, ParameterKind::Rate, rateText(now));
        range(rateText(now * rangeLow), rateText(now * rangeHigh), usualSpanSteps);
    }

    void addMean(const QString &member, const QString &name, const std::optional<Distribution> &law)
    {
        if (law && law->mean)
            addSpan(member + QStringLiteral("/mean"), tr("%1, mean").arg(name), *law->mean);
        else if (law && law->p50)
            addSpan(member + QStringLiteral("/p50"), tr("%1, median").arg(name), *law->p50);
    }

    /// \a part is `receives/bill`, `sends/order.placed`, `outbox`, or empty for the whole.
    void addServicePart(const Service &service, const QString &part)
    {
        const QString kind = part.section(u'/', 0, 0), item = part.section(u'/', 1, 1);
        const bool isWhole = kind.isEmpty();
        for (const Subscription &subscription : service.receives) {
            if (isWhole || (kind == QStringLiteral("receives") && subscription.id == item))
                addSubscription(service, subscription);
        }
        if (service.outbox && (isWhole || kind == QStringLiteral("outbox")))
            addOutbox(service);
        for (const Publication &publication : service.sends) {
            if (isWhole || (kind == QStringLiteral("sends") && publication.id == item))
                addPublication(service, publication);
        }
    }

    void addSubscription(const Service &service, const Subscription &subscription)
    {
        const QString title = service.receives.size() > 1
            ? QStringLiteral("%1 · %2").arg(service.title(), subscription.id)
            : service.title();
        begin(QStringLiteral("services/%1/receives/%2").arg(service.id, subscription.id), title);
        const int concurrency = subscription.concurrency.value_or(1);
        addCount(QStringLiteral("instances"), tr("Instances"), subscription.instances.value_or(1));
        addCount(QStringLiteral("concurrency"), tr("Messages at a time for each instance"), concurrency);
        addMean(QStringLiteral("processing"), tr("Processing time"), subscription.processing);
        addShare(QStringLiteral("failureRate"), tr("Share of attempts that fail"),
                 subscription.failureRate.value_or(0));
        addCount(QStringLiteral("prefetch"), tr("Prefetch"), subscription.prefetch.value_or(concurrency));
        if (subscription.timeout)
            addSpan(QStringLiteral("timeout"), tr("Timeout"), *subscription.timeout);
        if (subscription.visibilityTimeout)
            addSpan(QStringLiteral("visibilityTimeout"), tr("Visibility timeout"), *subscription.visibilityTimeout);
        if (const Policy *policy = delivery::policyOf(m_catalog, subscription))
            addPolicy(*policy);
    }

    void addOutbox(const Service &service)
    {
        begin(QStringLiteral("services/%1/outbox").arg(service.id), tr("%1 outbox").arg(service.title()));
        addSpan(QStringLiteral("poll"), tr("Poll every"), service.outbox->poll);
        addCount(QStringLiteral("batch"), tr("Batch"), service.outbox->batch);
        addCount(QStringLiteral("relays"), tr("Relays"), service.outbox->relays);
    }

    void addPublication(const Service &service, const Publication &publication)
    {
        if (!publication.load || !publication.load->rate)
            return;
        begin(QStringLiteral("services/%1/sends/%2").arg(service.id, publication.id),
              tr("%1 sends %2").arg(service.title(), publication.event));
        addRate(QStringLiteral("load/rate"), tr("Rate"), *publication.load->rate);
    }

    void addChannel(const Channel &channel)
    {
        begin(QStringLiteral("channels/") + channel.id, channel.title());
        if (channel.capacity)
            addCount(QStringLiteral("capacity"), tr("Capacity"), *channel.capacity);
        if (channel.ttl)
            addSpan(QStringLiteral("ttl"), tr("Time to live"), *channel.ttl);
        if (channel.latency)
            addSpan(QStringLiteral("latency"), tr("Delivery latency"), *channel.latency);
        for (const Service &service : m_catalog.services()) {
            for (const Subscription &subscription : service.receives) {
                if (subscription.channel == channel.id)
                    addSubscription(service, subscription);
            }
        }
    }

    void addPolicy(const Policy &policy)
    {
        const QString path = m_path, element = m_element;
        begin(QStringLiteral("policies/") + policy.id, tr("Policy %1").arg(policy.title()));
        addCount(QStringLiteral("maxAttempts"), tr("Attempts, the first included"), policy.maxAttempts);
        if (policy.strategy.type != RetryStrategy::None && policy.strategy.type != RetryStrategy::List)
            addSpan(QStringLiteral("strategy/initialDelay"), tr("First delay"), policy.strategy.initialDelay);
        if (policy.strategy.type == RetryStrategy::Exponential)
            addFactor(QStringLiteral("strategy/multiplier"), tr("Multiplier"), policy.strategy.multiplier);
        m_path = path;
        m_element = element;
    }

    void addWebhook(const Webhook &webhook)
    {
        begin(QStringLiteral("webhooks/") + webhook.id, tr("Webhook %1").arg(webhook.id));
        if (webhook.direction == Direction::Incoming)
            return;
        addCount(QStringLiteral("concurrency"), tr("Requests at a time"), webhook.concurrency.value_or(1));
        addMean(QStringLiteral("processing"), tr("Response time"), webhook.processing);
        addShare(QStringLiteral("failureRate"), tr("Share of requests that fail"), webhook.failureRate.value_or(0));
        if (webhook.rateLimit)
            addRate(QStringLiteral("rateLimit"), tr("Rate limit"), *webhook.rateLimit);
    }

    /// Who sends it and who receives it by name.
    void addEvent(const QString &event)
    {
        for (const Service &service : m_catalog.services()) {
            for (const Publication &publication : service.sends) {
                if (publication.event == event)
                    addPublication(service, publication);
            }
            for (const Subscription &subscription : service.receives) {
                if (subscription.events.contains(event))
                    addSubscription(service, subscription);
            }
        }
    }

    static QString faultName(const Fault &fault)
    {
        const QString kind = enumText(fault.kind);
        return fault.target.isEmpty() ? kind : QStringLiteral("%1 %2").arg(kind, fault.target);
    }

    const Catalog &m_catalog;
    QList<SweepParameter> m_all;
    QString m_path, m_element;
};

Error wrongEnd(const SweepParameter &parameter, const QString &text)
{
    QString hint;
    switch (parameter.kind) {
    case ParameterKind::Count:
        hint = tr("Write a whole number from 1 on: 4.");
        break;
    case ParameterKind::Factor:
        hint = tr("Write a number above 0: 2.5.");
        break;
    case ParameterKind::Share:
        hint = tr("Write a number from 0 to 1: 0.05.");
        break;
    case ParameterKind::Span:
        hint = tr("Write a duration: 250ms, 2s, 5m.");
        break;
    case ParameterKind::Rate:
        hint = tr("Write a rate: 50/s, 120/min.");
        break;
    }
    Place place;
    place.pointer = parameter.path;
    return {tr("“%1” cannot be a value of “%2”.").arg(text, parameter.name), place, hint};
}

bool isEnd(ParameterKind kind, const QString &text)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    isNumber = isNumber && std::isfinite(number);
    switch (kind) {
    case ParameterKind::Count:
        return isNumber && number >= 1 && number <= 1e9 && number == std::round(number);
    case ParameterKind::Factor:
        return isNumber && number > 0;
    case ParameterKind::Share:
        return isNumber && number >= 0 && number <= 1;
    case ParameterKind::Span:
        return parseDuration(text).has_value();
    case ParameterKind::Rate:
        return parseRate(text).has_value();
    }
    return false;
}

/// The same values as whole numbers, none twice.
Variation whole(const Variation &variation)
{
    Variation rounded{variation.path, {}, {}};
    for (const QString &text : variation.texts) {
        const auto number = qint64(std::llround(text.toDouble()));
        const QString written = QString::number(number);
        if (rounded.texts.contains(written))
            continue;
        rounded.texts.append(written);
        rounded.values.append(JsonValue(Json(number)));
    }
    return rounded;
}

} // namespace

QList<SweepParameter> sweepParameters(const Catalog &catalog, const QString &path, const QString &scenario)
{
    ParameterList list(catalog);
    list.addElement(path);
    if (const Scenario *known = catalog.scenario(scenario))
        list.addScenario(*known);
    return list.take();
}

Result<Variation> variationOf(const SweepParameter &parameter, const QString &from, const QString &to, int steps)
{
    for (const QString &end : {from, to}) {
        if (!isEnd(parameter.kind, end.trimmed()))
            return wrongEnd(parameter, end);
    }
    const Result<Variation> spread =
        parseVariation(QStringLiteral("%1=%2..%3:%4").arg(parameter.path, from.trimmed(), to.trimmed()).arg(steps));
    if (!spread)
        return spread.error();
    return parameter.kind == ParameterKind::Count ? whole(*spread) : *spread;
}

} // namespace weir
