// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/channelimport.h"

#include "core/base/duration.h"

#include <optional>

namespace weir {

namespace {

/// Whether the bindings say that each message goes to one consumer only.
bool isQueue(const Json &bindings)
{
    const Json *amqp = memberOf(bindings, u"amqp");
    if (amqp && memberText(*amqp, u"is") == u"queue")
        return true;
    for (const QStringView protocol : {u"ibmmq", u"jms", u"anypointmq"}) {
        const Json *binding = memberOf(bindings, protocol);
        if (binding && memberText(*binding, u"destinationType").endsWith(QLatin1String("queue")))
            return true;
    }
    return memberOf(bindings, u"sqs") != nullptr;
}

/// `retention.ms` of a Kafka topic; nothing when it is absent or without end (-1).
std::optional<Duration> retentionOf(const Json &kafka)
{
    const Json *configuration = memberOf(kafka, u"topicConfiguration");
    const Json *retention = configuration ? memberOf(*configuration, u"retention.ms") : nullptr;
    if (!retention || !retention->is_number_integer())
        return std::nullopt;
    const auto milliseconds = retention->get<std::int64_t>();
    constexpr std::int64_t longest = 9'000'000'000'000;
    return milliseconds > 0 && milliseconds < longest ? std::optional<Duration>(std::chrono::milliseconds(milliseconds))
                                                      : std::nullopt;
}

void addKafka(Json &document, const Json &kafka)
{
    const Json *partitions = memberOf(kafka, u"partitions");
    if (partitions && partitions->is_number_integer() && partitions->get<std::int64_t>() > 0)
        addMember(document, "partitions", *partitions);
    if (const auto retention = retentionOf(kafka))
        addText(document, "retention", durationText(*retention));
}

} // namespace

QString ChannelImport::take(const Located &channel, const QString &key)
{
    if (QString known = idOf(channel); !known.isEmpty())
        return known;
    const TraitedObject object(channel, m_context);
    // In 2.x the key is the address; in 3.x an address may be absent or null: not known.
    const QString address = m_context.major == 2 ? key : object.text(u"address");
    QString id = m_ids.take(key, QStringLiteral("channel"));
    m_idOf.insert(channel.identity(), id);

    Json document = Json::object();
    addText(document, "id", id);
    addText(document, "name", key == id ? QString() : key);
    Json bindings = object[u"bindings"].isValid() ? m_context.schemas.inlined(object[u"bindings"]) : Json();
    addText(document, "kind", isQueue(bindings) ? QStringLiteral("queue") : QStringLiteral("topic"));
    addText(document, "address", address);
    if (const Json *kafka = memberOf(bindings, u"kafka"))
        addKafka(document, *kafka);
    if (!bindings.is_null())
        addMember(document, "bindings", std::move(bindings));
    const QSet<QString> handled = m_context.major == 2
        ? QSet<QString>{QStringLiteral("bindings"), QStringLiteral("subscribe"), QStringLiteral("publish")}
        : QSet<QString>{QStringLiteral("address"), QStringLiteral("messages"), QStringLiteral("bindings")};
    addExtras(document, object.leftovers(handled));
    m_documents += std::move(document);
    return id;
}

} // namespace weir
