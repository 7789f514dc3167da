// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/asyncapinames.h"

#include "core/interchange/slug.h"
#include "core/syntax/jsonpointer.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>
#include <QSet>

namespace weir {

namespace {

/// AsyncAPI 3.0, Components Object: what a key may be.
bool isComponentKey(const QString &name)
{
    static const QRegularExpression key(QStringLiteral("^[A-Za-z0-9._-]+$"));
    return key.match(name).hasMatch();
}

} // namespace

AsyncApiNames::AsyncApiNames(const Catalog &catalog)
{
    QSet<QString> ids;
    for (const Channel &channel : catalog.channels())
        ids.insert(channel.id);
    for (const Channel &channel : catalog.channels()) {
        const bool isNamed = slugOf(channel.name) == channel.id && !ids.contains(channel.name);
        m_channels.insert(channel.id, isNamed ? channel.name : channel.id);
    }
    ids.clear();
    for (const EventType &event : catalog.events())
        ids.insert(event.id);
    for (const EventType &event : catalog.events()) {
        const bool isNamed = slugOf(event.name) == event.id && !ids.contains(event.name) && isComponentKey(event.name);
        m_messages.insert(event.id, isNamed ? event.name : event.id);
    }
}

Json AsyncApiNames::channelReference(const QString &channel) const
{
    return localReference({QStringLiteral("channels"), m_channels.value(channel)});
}

Json AsyncApiNames::messageReference(const QString &channel, const QString &event) const
{
    return localReference(
        {QStringLiteral("channels"), m_channels.value(channel), QStringLiteral("messages"), m_messages.value(event)});
}

Json AsyncApiNames::componentReference(const QString &event) const
{
    return localReference({QStringLiteral("components"), QStringLiteral("messages"), m_messages.value(event)});
}

Json localReference(const QStringList &tokens)
{
    QString pointer;
    for (const QString &token : tokens)
        pointer = pointerTo(pointer, token);
    // RFC 6901 §6: a pointer in a URI fragment is percent-encoded.
    const QByteArray encoded = pointer.toUtf8().toPercentEncoding("/~:@!$&'()*+,;=");
    Json reference = Json::object();
    reference["$ref"] = jsonOf(u'#' + QString::fromLatin1(encoded));
    return reference;
}

} // namespace weir
