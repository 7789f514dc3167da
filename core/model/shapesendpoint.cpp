// SPDX-License-Identifier: GPL-3.0-or-later
// Webhooks and streams as they stand in the files.
#include "core/model/binding.h"

namespace weir {

using namespace binding;

template<>
const Shape &shapeOf<WebhookSignature>()
{
    static const Shape shape = Builder<WebhookSignature>("signature")
                                   .field<Text>("header", &WebhookSignature::header)
                                   .required()
                                   .field<Text>("prefix", &WebhookSignature::prefix)
                                   .field<Text>("encoding", &WebhookSignature::encoding)
                                   .field<Text>("template", &WebhookSignature::signedTemplate)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<WebhookMap>()
{
    static const Shape shape = Builder<WebhookMap>("maps")
                                   .field<Text>("from", &WebhookMap::from)
                                   .required()
                                   .field<Text>("to", &WebhookMap::to)
                                   .required()
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Breaker>()
{
    static const Shape shape = Builder<Breaker>("breaker")
                                   .field<Count>("failures", &Breaker::failures)
                                   .field<Span>("open", &Breaker::open)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Webhook>()
{
    static const Shape shape = Builder<Webhook>("webhook")
                                   .field<Slug>("id", &Webhook::id)
                                   .required()
                                   .field<Enum<Direction>>("direction", &Webhook::direction)
                                   .required()
                                   .field<Text>("service", &Webhook::service)
                                   .field<Enum<WebhookProfile>>("profile", &Webhook::profile)
                                   .field<Object<WebhookSignature>>("signature", &Webhook::signature)
                                   .field<List<Text>>("secrets", &Webhook::secrets)
                                   .field<Boolean>("active", &Webhook::active)
                                   .field<Set<Text>>("events", &Webhook::events)
                                   .field<Text>("path", &Webhook::path)
                                   .field<Text>("channel", &Webhook::channel)
                                   .field<Span>("tolerance", &Webhook::tolerance)
                                   .field<List<Object<WebhookMap>>>("maps", &Webhook::maps)
                                   .field<Text>("url", &Webhook::url)
                                   .field<Text>("policy", &Webhook::policy)
                                   .field<Span>("timeout", &Webhook::timeout)
                                   .field<Boolean>("ordered", &Webhook::ordered)
                                   .field<Count>("concurrency", &Webhook::concurrency)
                                   .field<Rate>("rateLimit", &Webhook::rateLimit)
                                   .field<Object<Breaker>>("breaker", &Webhook::breaker)
                                   .field<Boolean>("allowPrivate", &Webhook::allowPrivate)
                                   .field<Object<Distribution>>("processing", &Webhook::processing)
                                   .field<Share>("failureRate", &Webhook::failureRate)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Stream>()
{
    static const Shape shape = Builder<Stream>("stream")
                                   .field<Slug>("id", &Stream::id)
                                   .required()
                                   .field<Text>("service", &Stream::service)
                                   .field<Text>("path", &Stream::path)
                                   .field<Text>("channel", &Stream::channel)
                                   .field<Set<Text>>("events", &Stream::events)
                                   .field<Text>("key", &Stream::key)
                                   .field<Span>("heartbeat", &Stream::heartbeat)
                                   .field<Whole>("replay", &Stream::replay)
                                   .done();
    return shape;
}

} // namespace weir
