// SPDX-License-Identifier: GPL-3.0-or-later
// A service, what it sends and what it receives, as they stand in the files.
#include "core/model/binding.h"

namespace weir {

using namespace binding;

namespace {

/// Shares by schema version: `{"1": 0.1, "2": 0.9}`.
struct VersionShares
{
    using Value = QMap<int, double>;
    static ValueType type() { return {.kind = ValueKind::Map, .parts = {Share::type()}, .hasNumericKeys = true}; }
    static std::optional<Value> read(const Json &json)
    {
        if (!json.is_object())
            return std::nullopt;
        Value result;
        for (const auto &[key, item] : json.items()) {
            bool isNumber = false;
            const int version = QString::fromStdString(key).toInt(&isNumber);
            const auto share = Share::read(item);
            if (isNumber && version >= 1 && share)
                result.insert(version, *share);
        }
        return result;
    }
    static Json write(const Value &shares)
    {
        Json result = Json::object();
        for (auto it = shares.cbegin(); it != shares.cend(); ++it)
            result[std::to_string(it.key())] = Share::write(it.value());
        return result;
    }
};

} // namespace

template<>
const Shape &shapeOf<Load>()
{
    static const Shape shape = Builder<Load>("load")
                                   .field<Enum<Arrivals>>("arrivals", &Load::arrivals)
                                   .field<Rate>("rate", &Load::rate)
                                   .field<Count>("batch", &Load::batch)
                                   .field<Object<Distribution>>("interval", &Load::interval)
                                   .field<Object<Distribution>>("on", &Load::on)
                                   .field<Object<Distribution>>("off", &Load::off)
                                   .field<Rate>("to", &Load::to)
                                   .field<List<Amount>>("hours", &Load::hours)
                                   .field<Text>("file", &Load::file)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Publication>()
{
    // A publication without an id is called by its event.
    static const Shape shape = Builder<Publication>("sends")
                                   .custom(
                                       "id", Slug::type(),
                                       [](Publication &publication, const Json &json) {
                                           publication.id = Slug::read(json).value_or(publication.event);
                                       },
                                       [](const Publication &publication, Json &json) {
                                           json = Slug::write(publication.id);
                                           return publication.id != publication.event;
                                       })
                                   .custom(
                                       "event", Text::type(),
                                       [](Publication &publication, const Json &json) {
                                           publication.event = Text::read(json).value_or(QString());
                                           if (publication.id.isEmpty())
                                               publication.id = publication.event;
                                       },
                                       [](const Publication &publication, Json &json) {
                                           json = Text::write(publication.event);
                                           return true;
                                       })
                                   .required()
                                   .field<VersionShares>("versions", &Publication::versions)
                                   .field<Text>("channel", &Publication::channel)
                                   .required()
                                   .field<Enum<Via>>("via", &Publication::via)
                                   .field<Object<Load>>("load", &Publication::load)
                                   .field<Text>("key", &Publication::key)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Emit>()
{
    static const Shape shape = Builder<Emit>("emits")
                                   .field<Text>("event", &Emit::event)
                                   .required()
                                   .field<Text>("channel", &Emit::channel)
                                   .required()
                                   .field<Enum<Via>>("via", &Emit::via)
                                   .field<Share>("probability", &Emit::probability)
                                   .field<Span>("delay", &Emit::delay)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Upcaster>()
{
    static const Shape shape = Builder<Upcaster>("upcaster")
                                   .field<Count>("from", &Upcaster::from)
                                   .required()
                                   .field<Count>("to", &Upcaster::to)
                                   .required()
                                   .field<Any>("set", &Upcaster::set)
                                   .field<Any>("rename", &Upcaster::rename)
                                   .field<Any>("default", &Upcaster::defaults)
                                   .field<Any>("drop", &Upcaster::drop)
                                   .field<Any>("map", &Upcaster::map)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Subscription>()
{
    static const Shape shape = Builder<Subscription>("receives")
                                   .field<Slug>("id", &Subscription::id)
                                   .required()
                                   .field<Text>("channel", &Subscription::channel)
                                   .required()
                                   .field<Set<Text>>("events", &Subscription::events)
                                   .field<Set<Count>>("versions", &Subscription::versions)
                                   .field<Text>("purpose", &Subscription::purpose)
                                   .field<Count>("instances", &Subscription::instances)
                                   .field<Count>("concurrency", &Subscription::concurrency)
                                   .field<Count>("prefetch", &Subscription::prefetch)
                                   .field<Object<Distribution>>("processing", &Subscription::processing)
                                   .field<Share>("failureRate", &Subscription::failureRate)
                                   .field<Span>("timeout", &Subscription::timeout)
                                   .field<Span>("visibilityTimeout", &Subscription::visibilityTimeout)
                                   .field<Object<Distribution>>("deadline", &Subscription::deadline)
                                   .field<Boolean>("idempotent", &Subscription::idempotent)
                                   .field<Boolean>("ordered", &Subscription::ordered)
                                   .field<Text>("policy", &Subscription::policy)
                                   .field<Text>("deadLetter", &Subscription::deadLetter)
                                   .field<Object<Sla>>("sla", &Subscription::sla)
                                   .field<List<Object<Emit>>>("emits", &Subscription::emits)
                                   .field<List<Object<Upcaster>>>("upcasters", &Subscription::upcasters)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Database>()
{
    static const Shape shape =
        Builder<Database>("database").field<Text>("kind", &Database::kind).field<Text>("name", &Database::name).done();
    return shape;
}

template<>
const Shape &shapeOf<Outbox>()
{
    static const Shape shape = Builder<Outbox>("outbox")
                                   .field<Enum<OutboxMode>>("mode", &Outbox::mode)
                                   .field<Span>("poll", &Outbox::poll)
                                   .field<Count>("batch", &Outbox::batch)
                                   .field<Count>("maxAttempts", &Outbox::maxAttempts)
                                   .field<Span>("publishTime", &Outbox::publishTime)
                                   .field<Count>("relays", &Outbox::relays)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Operation>()
{
    static const Shape shape = Builder<Operation>("operation")
                                   .field<Slug>("id", &Operation::id)
                                   .required()
                                   .field<Text>("method", &Operation::method)
                                   .field<Text>("path", &Operation::path)
                                   .field<Text>("summary", &Operation::summary)
                                   .field<Object<Load>>("load", &Operation::load)
                                   .field<List<Text>>("sends", &Operation::sends)
                                   .field<List<Text>>("transaction", &Operation::transaction)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Call>()
{
    static const Shape shape = Builder<Call>("call")
                                   .field<Text>("service", &Call::service)
                                   .required()
                                   .field<Text>("why", &Call::why)
                                   .field<Boolean>("reply", &Call::reply)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Service>()
{
    static const Shape shape = Builder<Service>("service")
                                   .field<Slug>("id", &Service::id)
                                   .required()
                                   .field<Text>("name", &Service::name)
                                   .field<Text>("description", &Service::description)
                                   .field<Text>("domain", &Service::domain)
                                   .field<Text>("owner", &Service::owner)
                                   .field<Boolean>("external", &Service::external)
                                   .field<Object<Database>>("database", &Service::database)
                                   .field<Object<Outbox>>("outbox", &Service::outbox)
                                   .field<List<Object<Operation>>>("operations", &Service::operations)
                                   .field<List<Object<Call>>>("calls", &Service::calls)
                                   .field<List<Object<Publication>>>("sends", &Service::sends)
                                   .field<List<Object<Subscription>>>("receives", &Service::receives)
                                   .done();
    return shape;
}

} // namespace weir
