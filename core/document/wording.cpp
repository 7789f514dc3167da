// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/wording.h"

#include "core/base/decimal.h"
#include "core/base/translate.h"
#include "core/delivery/backoff.h"

#include <algorithm>
#include <cmath>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxDelaysShown = 6;

QString strategyWords(const Backoff &strategy)
{
    switch (strategy.type) {
    case RetryStrategy::None:
        return tr("without delay");
    case RetryStrategy::Fixed:
        return tr("with fixed delay");
    case RetryStrategy::Linear:
        return tr("with linear backoff");
    case RetryStrategy::Exponential:
        return tr("with exponential backoff");
    case RetryStrategy::List:
        return tr("with listed delays");
    }
    return {};
}

} // namespace

QString retryWords(const Policy *policy)
{
    const int retries = policy ? std::max(1, policy->maxAttempts) - 1 : 0;
    if (retries == 0)
        return tr("no retries");
    const QString count = retries == 1 ? tr("1 retry") : tr("%1 retries").arg(retries);
    return count + u' ' + strategyWords(policy->strategy);
}

QString delayWords(const Policy &policy)
{
    const delivery::RetryPlan plan = delivery::retryPlan(&policy);
    QStringList delays;
    std::int64_t previous = 0;
    for (int failure = 1; failure < plan.maxAttempts && failure <= maxDelaysShown; ++failure) {
        // The longest wait that jitter allows: uniform() just below 1.
        const std::chrono::nanoseconds delay = plan.delay(failure, previous, 0.9999999999);
        previous = delay.count();
        const double seconds = double(delay.count()) / 1e9;
        const bool jitter = plan.jitter != Jitter::None;
        delays.append(jitter ? tr("up to %1").arg(durationWords(Duration(std::llround(seconds * 1000) * 1'000'000)))
                             : durationWords(delay));
    }
    if (plan.maxAttempts - 1 > maxDelaysShown)
        delays.append(u"…"_s);
    return delays.join(u", "_s);
}

QString slaWords(const Sla &sla)
{
    if (sla.share >= 1)
        return tr("Process within %1").arg(durationWords(sla.within));
    return tr("Process within %1 (%2 of all)").arg(durationWords(sla.within), percentWords(sla.share));
}

QString guaranteeWords(Guarantee guarantee)
{
    switch (guarantee) {
    case Guarantee::AtMostOnce:
        return tr("at most once");
    case Guarantee::AtLeastOnce:
        return tr("at least once");
    case Guarantee::EffectivelyOnce:
        return tr("effectively once");
    }
    return {};
}

QString brokerWords(const Broker &broker)
{
    if (!broker.name.isEmpty())
        return broker.name;
    switch (broker.kind) {
    case BrokerKind::Embedded:
        return tr("embedded bus");
    case BrokerKind::Nats:
        return u"NATS"_s;
    case BrokerKind::Kafka:
        return u"Apache Kafka"_s;
    case BrokerKind::RabbitMq:
        return u"RabbitMQ"_s;
    case BrokerKind::Mqtt:
        return u"MQTT"_s;
    case BrokerKind::Sqs:
        return u"Amazon SQS"_s;
    case BrokerKind::Other:
        return tr("another broker");
    }
    return {};
}

QString channelKindWords(ChannelKind kind)
{
    return kind == ChannelKind::Queue ? tr("queue") : tr("topic");
}

QString severityWords(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return tr("error");
    case Severity::Warning:
        return tr("warning");
    case Severity::Info:
        return tr("note");
    case Severity::Off:
        return tr("off");
    }
    return {};
}

QString percentWords(double share)
{
    return tr("%1 %").arg(QString::number(share * 100, 'g', 6));
}

QString numberWords(double value)
{
    if (value > 0 && value < 0.001)
        return u"< 0.001"_s;
    return threeDigits(value);
}

QString rateWords(double perSecond)
{
    if (perSecond > 0 && perSecond < 0.1)
        return tr("%1/min").arg(threeDigits(perSecond * 60));
    return tr("%1/s").arg(threeDigits(perSecond));
}

} // namespace weir
