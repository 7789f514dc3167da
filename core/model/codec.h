// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/channel.h"
#include "core/model/endpoint.h"
#include "core/model/eventtype.h"
#include "core/model/fields.h"
#include "core/model/flow.h"
#include "core/model/policy.h"
#include "core/model/project.h"
#include "core/model/scenario.h"
#include "core/model/service.h"
#include "core/model/view.h"

#include <nlohmann/json.hpp>

namespace weir {

/// How a value type stands in the files: its members, in their order.
template<typename T>
const Shape &shapeOf();

template<>
const Shape &shapeOf<ProjectSettings>();
template<>
const Shape &shapeOf<Broker>();
template<>
const Shape &shapeOf<Alert>();
template<>
const Shape &shapeOf<Approval>();
template<>
const Shape &shapeOf<SharedSchema>();
template<>
const Shape &shapeOf<DocBlock>();
template<>
const Shape &shapeOf<Distribution>();
template<>
const Shape &shapeOf<DistributionBucket>();
template<>
const Shape &shapeOf<Sla>();
template<>
const Shape &shapeOf<Service>();
template<>
const Shape &shapeOf<Database>();
template<>
const Shape &shapeOf<Outbox>();
template<>
const Shape &shapeOf<Operation>();
template<>
const Shape &shapeOf<Call>();
template<>
const Shape &shapeOf<Load>();
template<>
const Shape &shapeOf<Publication>();
template<>
const Shape &shapeOf<Subscription>();
template<>
const Shape &shapeOf<Emit>();
template<>
const Shape &shapeOf<Upcaster>();
template<>
const Shape &shapeOf<EventType>();
template<>
const Shape &shapeOf<EventVersion>();
template<>
const Shape &shapeOf<EventAdvice>();
template<>
const Shape &shapeOf<Channel>();
template<>
const Shape &shapeOf<Policy>();
template<>
const Shape &shapeOf<Backoff>();
template<>
const Shape &shapeOf<Redrive>();
template<>
const Shape &shapeOf<Webhook>();
template<>
const Shape &shapeOf<WebhookSignature>();
template<>
const Shape &shapeOf<WebhookMap>();
template<>
const Shape &shapeOf<Breaker>();
template<>
const Shape &shapeOf<Stream>();
template<>
const Shape &shapeOf<Flow>();
template<>
const Shape &shapeOf<Participant>();
template<>
const Shape &shapeOf<FlowStep>();
template<>
const Shape &shapeOf<Scenario>();
template<>
const Shape &shapeOf<Fault>();
template<>
const Shape &shapeOf<View>();
template<>
const Shape &shapeOf<ViewNode>();
template<>
const Shape &shapeOf<ViewNote>();

/// Reads \a document leniently: a member that is missing or does not fit its type leaves the default.
template<typename T>
T fromJson(const Json &document)
{
    T value;
    shapeOf<T>().read(&value, document);
    return value;
}

/// \a value as it stands in its file, members in canonical order, defaults left out.
template<typename T>
Json toJson(const T &value)
{
    return shapeOf<T>().write(&value);
}

} // namespace weir
