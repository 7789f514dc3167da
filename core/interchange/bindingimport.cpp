// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/bindingimport.h"

#include "core/base/duration.h"
#include "core/interchange/policyimport.h"

namespace weir {

namespace {

/// A number that may also be written as text, as Kafka's configuration is; 0 when it is none.
std::int64_t wholeNumber(const Json *value)
{
    if (value == nullptr)
        return 0;
    if (value->is_string())
        return textOf(*value).toLongLong();
    return value->is_number_integer() ? value->get<std::int64_t>() : 0;
}

/// Milliseconds as a duration; empty when they are 0, negative (Kafka's -1 is without end) or beyond 285 years.
QString millisecondsText(const Json *value)
{
    constexpr std::int64_t longest = 9'000'000'000'000;
    const std::int64_t milliseconds = wholeNumber(value);
    return milliseconds > 0 && milliseconds < longest ? durationText(std::chrono::milliseconds(milliseconds))
                                                      : QString();
}

/// `name` of a queue, else the last part of its ARN.
QString queueName(const Json *queue)
{
    if (queue == nullptr)
        return {};
    const QString name = memberText(*queue, u"name");
    return name.isEmpty() ? memberText(*queue, u"arn").section(u':', -1) : name;
}

void readSqs(const Json &sqs, ChannelBindings &result)
{
    result.isQueue = true;
    const Json *queue = memberOf(sqs, u"queue");
    // The old shape has the queue's members at the top.
    const Json &settings = queue && queue->is_object() ? *queue : sqs;
    const Json *isFifo = memberOf(settings, u"fifoQueue");
    result.isOrdered = isFifo && isFifo->is_boolean() && isFifo->get<bool>();
    result.retention = secondsText(memberOf(settings, u"messageRetentionPeriod"));
    result.visibilityTimeout = secondsText(memberOf(settings, u"visibilityTimeout"));
    if (wholeNumber(memberOf(settings, u"deliveryDelay")) > 0)
        result.latency = secondsText(memberOf(settings, u"deliveryDelay"));
    result.policy = policyOfSqs(settings);
    if (const Json *redrive = memberOf(settings, u"redrivePolicy"))
        result.deadLetter = queueName(memberOf(*redrive, u"deadLetterQueue"));
    if (result.deadLetter.isEmpty())
        result.deadLetter = queueName(memberOf(sqs, u"deadLetterQueue"));
}

void readKafka(const Json &kafka, ChannelBindings &result)
{
    constexpr std::int64_t most = 1'000'000;
    const std::int64_t partitions = wholeNumber(memberOf(kafka, u"partitions"));
    result.partitions = partitions > 0 && partitions <= most ? partitions : 0;
    if (const Json *configuration = memberOf(kafka, u"topicConfiguration"))
        result.retention = millisecondsText(memberOf(*configuration, u"retention.ms"));
}

/// MQTT 3.1.1 §4.3.
QString guaranteeOf(const Json *qos)
{
    if (qos == nullptr || !qos->is_number_integer())
        return {};
    switch (qos->get<std::int64_t>()) {
    case 0:
        return QStringLiteral("at-most-once");
    case 1:
        return QStringLiteral("at-least-once");
    case 2:
        return QStringLiteral("effectively-once");
    default:
        return {};
    }
}

} // namespace

ChannelBindings readChannelBindings(const Json &bindings)
{
    ChannelBindings result;
    if (const Json *amqp = memberOf(bindings, u"amqp"))
        result.isQueue = memberText(*amqp, u"is") == u"queue";
    for (const QStringView protocol : {u"ibmmq", u"jms", u"anypointmq"}) {
        const Json *binding = memberOf(bindings, protocol);
        if (binding && memberText(*binding, u"destinationType").endsWith(QLatin1String("queue")))
            result.isQueue = true;
    }
    if (const Json *sqs = memberOf(bindings, u"sqs"))
        readSqs(*sqs, result);
    if (const Json *kafka = memberOf(bindings, u"kafka"))
        readKafka(*kafka, result);
    return result;
}

OperationBindings readOperationBindings(const Json &bindings)
{
    OperationBindings result;
    for (const QStringView protocol : {u"http", u"ws"}) {
        const Json *binding = memberOf(bindings, protocol);
        if (binding && result.method.isEmpty())
            result.method = memberText(*binding, u"method");
    }
    if (const Json *mqtt = memberOf(bindings, u"mqtt"))
        result.guarantee = guaranteeOf(memberOf(*mqtt, u"qos"));
    if (const Json *amqp = memberOf(bindings, u"amqp")) {
        const Json *acknowledges = memberOf(*amqp, u"ack");
        if (acknowledges && acknowledges->is_boolean() && !acknowledges->get<bool>())
            result.guarantee = QStringLiteral("at-most-once");
        result.ttl = millisecondsText(memberOf(*amqp, u"expiration"));
    }
    if (const Json *sns = memberOf(bindings, u"sns")) {
        if (const Json *delivery = memberOf(*sns, u"deliveryPolicy"))
            result.policy = policyOfSns(*delivery);
    }
    return result;
}

} // namespace weir
