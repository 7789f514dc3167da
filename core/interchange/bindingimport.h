// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <QString>

namespace weir {

/// What the bindings of an AsyncAPI channel say in Weir's words; the bindings themselves stay beside it.
struct ChannelBindings
{
    bool isQueue = false;   ///< Each message goes to one consumer.
    bool isOrdered = false; ///< An SQS FIFO queue.
    QString retention;      ///< A duration; empty: not said. So the next two.
    QString latency;
    QString visibilityTimeout;
    std::int64_t partitions = 0; ///< 0: not said.
    QString deadLetter;          ///< Name of the queue for dead letters; empty: none.
    Json policy;                 ///< Members of a retry policy; null: none.
};

/// Reads `bindings` of a channel: amqp, sqs, kafka, and the queue types of ibmmq, jms and anypointmq.
ChannelBindings readChannelBindings(const Json &bindings);

/// What the bindings of an operation say in Weir's words.
struct OperationBindings
{
    QString guarantee; ///< Of the channel: MQTT's quality of service, AMQP without acknowledgement.
    QString ttl;       ///< Of the channel: AMQP's expiration.
    QString method;    ///< Of HTTP or WebSocket.
    Json policy;       ///< Of SNS deliveries; null: none.
};

/// Reads `bindings` of an operation: mqtt, amqp, http, ws, sns.
OperationBindings readOperationBindings(const Json &bindings);

} // namespace weir
