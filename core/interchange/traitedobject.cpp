// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/traitedobject.h"

#include <QCoreApplication>

namespace weir {

TraitedObject::TraitedObject(const Located &object, ImportContext &context) : m_object(object), m_context(context)
{
    const Located traits = object[u"traits"];
    for (qsizetype i = 0; i < traits.node.size(); ++i) {
        const Located trait = context.files.resolved(traits.at(i));
        if (trait.node.isObject())
            m_layers += trait;
        else if (trait.isValid())
            context.log.error(QCoreApplication::translate("weir", "A trait is no object."), trait.node.place());
    }
    if (context.major == 2)
        m_layers.prepend(object);
    else
        m_layers.append(object);
}

Located TraitedObject::operator[](QStringView key) const
{
    for (auto layer = m_layers.crbegin(); layer != m_layers.crend(); ++layer) {
        const Located value = (*layer)[key];
        if (value.isValid())
            return value.node.type() == NodeType::Null ? Located() : value;
    }
    return {};
}

QStringList TraitedObject::keys() const
{
    QStringList keys;
    QSet<QString> seen{QStringLiteral("traits")};
    const auto collect = [&](const Located &layer) {
        for (const Node member : layer.node) {
            if (!seen.contains(member.key()))
                keys += member.key();
            seen.insert(member.key());
        }
    };
    collect(m_object);
    for (const Located &layer : m_layers)
        collect(layer);
    return keys;
}

QString TraitedObject::text(QStringView key) const
{
    const Located value = (*this)[key];
    if (!value.isValid())
        return {};
    if (value.node.isArray() || value.node.isObject()) {
        m_context.log.error(QCoreApplication::translate("weir", "“%1” has to be a text.").arg(key), value.node.place());
        return {};
    }
    return value.node.text();
}

Json TraitedObject::merged(const QString &key) const
{
    Json result;
    for (const Located &layer : m_layers) {
        const Located value = layer[key];
        if (!value.isValid())
            continue;
        Json copy = key == u"headers" ? m_context.schemas.schema(value) : m_context.schemas.inlined(value);
        if (result.is_object() && copy.is_object())
            result.merge_patch(copy);
        else
            result = std::move(copy);
    }
    return result;
}

Json TraitedObject::leftovers(const QSet<QString> &handled) const
{
    Json extras = Json::object();
    const QStringList names = keys();
    for (const QString &key : names) {
        const Located value = (*this)[key];
        reportShadowed(key, value);
        if (handled.contains(key) || !value.isValid())
            continue;
        if (key.startsWith(QLatin1String("x-parser-"))) {
            m_context.log.dropped(key, QCoreApplication::translate("weir", "it is a trace of a parser."),
                                  value.node.keyPlace());
            continue;
        }
        if (key != u"$ref") // Reported as remote where it was met.
            m_context.log.kept(key, value.node.keyPlace());
        addMember(extras, key.toUtf8().constData(), merged(key));
    }
    return extras;
}

void TraitedObject::reportShadowed(const QString &key, const Located &winner) const
{
    for (const Located &layer : m_layers) {
        const Located value = layer[key];
        const bool isMerged = value.node.isObject() && winner.node.isObject();
        if (value.isValid() && value.identity() != winner.identity() && !isMerged)
            m_context.log.dropped(
                key, QCoreApplication::translate("weir", "a trait and what it applies to differ; one wins."),
                value.node.keyPlace());
    }
}

void addMember(Json &object, const char *key, Json value)
{
    Json::object_t::Container &members = object.get_ref<Json::object_t &>();
    members.emplace_back(std::string(key), std::move(value));
}

void addText(Json &object, const char *key, const QString &text)
{
    if (!text.isEmpty())
        addMember(object, key, jsonOf(text));
}

void addExtras(Json &object, Json extras)
{
    if (!extras.empty())
        addMember(object, "x-asyncapi", std::move(extras));
}

} // namespace weir
