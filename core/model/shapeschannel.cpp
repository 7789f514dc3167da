// SPDX-License-Identifier: GPL-3.0-or-later
// Event types, channels, retry policies and times as they stand in the files.
#include "core/model/binding.h"

namespace weir {

using namespace binding;

template<>
const Shape &shapeOf<DistributionBucket>()
{
    static const Shape shape = Builder<DistributionBucket>("bucket")
                                   .field<Span>("upTo", &DistributionBucket::upTo)
                                   .required()
                                   .field<Amount>("share", &DistributionBucket::share)
                                   .required()
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Distribution>()
{
    static const Shape shape = Builder<Distribution>("distribution")
                                   .field<Enum<DistributionKind>>("distribution", &Distribution::kind)
                                   .required()
                                   .field<Span>("mean", &Distribution::mean)
                                   .field<Amount>("cv", &Distribution::cv)
                                   .field<Span>("p50", &Distribution::p50)
                                   .field<Span>("p99", &Distribution::p99)
                                   .field<Span>("min", &Distribution::min)
                                   .field<Span>("max", &Distribution::max)
                                   .field<Amount>("k", &Distribution::k)
                                   .field<List<Object<DistributionBucket>>>("buckets", &Distribution::buckets)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Sla>()
{
    static const Shape shape =
        Builder<Sla>("sla").field<Span>("within", &Sla::within).required().field<Share>("share", &Sla::share).done();
    return shape;
}

template<>
const Shape &shapeOf<EventVersion>()
{
    static const Shape shape = Builder<EventVersion>("version")
                                   .field<Count>("version", &EventVersion::version)
                                   .required()
                                   .field<Enum<VersionStatus>>("status", &EventVersion::status)
                                   .field<Any>("schema", &EventVersion::schema)
                                   .field<List<Any>>("examples", &EventVersion::examples)
                                   .field<Text>("notes", &EventVersion::notes)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<EventAdvice>()
{
    static const Shape shape = Builder<EventAdvice>("advice")
                                   .field<Any>("answers", &EventAdvice::answers)
                                   .field<Text>("reason", &EventAdvice::reason)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<EventType>()
{
    static const Shape shape = Builder<EventType>("event")
                                   .field<Slug>("id", &EventType::id)
                                   .required()
                                   .field<Text>("name", &EventType::name)
                                   .field<Enum<EventKind>>("kind", &EventType::kind)
                                   .field<Text>("summary", &EventType::summary)
                                   .field<Text>("description", &EventType::description)
                                   .field<Boolean>("external", &EventType::external)
                                   .field<Text>("classification", &EventType::classification)
                                   .field<Set<Text>>("tags", &EventType::tags)
                                   .field<Object<EventAdvice>>("advice", &EventType::advice)
                                   .field<Object<Sla>>("sla", &EventType::sla)
                                   .field<List<Object<EventVersion>>>("versions", &EventType::versions)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Channel>()
{
    static const Shape shape = Builder<Channel>("channel")
                                   .field<Slug>("id", &Channel::id)
                                   .required()
                                   .field<Text>("name", &Channel::name)
                                   .field<Enum<ChannelKind>>("kind", &Channel::kind)
                                   .required()
                                   .field<Text>("address", &Channel::address)
                                   .field<Enum<Guarantee>>("guarantee", &Channel::guarantee)
                                   .field<Count>("partitions", &Channel::partitions)
                                   .field<Count>("capacity", &Channel::capacity)
                                   .field<Enum<Overflow>>("overflow", &Channel::overflow)
                                   .field<Span>("ttl", &Channel::ttl)
                                   .field<Span>("retention", &Channel::retention)
                                   .field<Span>("latency", &Channel::latency)
                                   .field<Text>("policy", &Channel::policy)
                                   .field<Text>("deadLetter", &Channel::deadLetter)
                                   .field<Any>("bindings", &Channel::bindings)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Backoff>()
{
    static const Shape shape = Builder<Backoff>("strategy")
                                   .field<Enum<RetryStrategy>>("type", &Backoff::type)
                                   .required()
                                   .field<Span>("initialDelay", &Backoff::initialDelay)
                                   .field<Span>("increment", &Backoff::increment)
                                   .field<Amount>("multiplier", &Backoff::multiplier)
                                   .field<Span>("maxDelay", &Backoff::maxDelay)
                                   .field<List<Span>>("delays", &Backoff::delays)
                                   .field<Enum<Jitter>>("jitter", &Backoff::jitter)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Redrive>()
{
    static const Shape shape =
        Builder<Redrive>("redrive").field<Span>("after", &Redrive::after).field<Rate>("rate", &Redrive::rate).done();
    return shape;
}

template<>
const Shape &shapeOf<Policy>()
{
    static const Shape shape = Builder<Policy>("policy")
                                   .field<Slug>("id", &Policy::id)
                                   .required()
                                   .field<Text>("name", &Policy::name)
                                   .field<Count>("maxAttempts", &Policy::maxAttempts)
                                   .field<Object<Backoff>>("strategy", &Policy::strategy)
                                   .field<Enum<RetryMode>>("mode", &Policy::mode)
                                   .field<Span>("maxAge", &Policy::maxAge)
                                   .field<List<Text>>("nonRetryable", &Policy::nonRetryable)
                                   .field<Object<Redrive>>("redrive", &Policy::redrive)
                                   .done();
    return shape;
}

} // namespace weir
