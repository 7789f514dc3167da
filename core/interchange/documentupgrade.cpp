// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/documentupgrade.h"

#include "core/interchange/traitedobject.h"

#include <nlohmann/json.hpp>

#include <QHash>
#include <QRegularExpression>

namespace weir {

namespace {

/// The binding versions of AsyncAPI 3.0 (spec-json-schemas, definitions/3.0.0).
bool isCurrent(const QString &protocol, const QString &version)
{
    static const QHash<QString, QStringList> versions{
        {QStringLiteral("http"), {QStringLiteral("0.2.0"), QStringLiteral("0.3.0")}},
        {QStringLiteral("ws"), {QStringLiteral("0.1.0")}},
        {QStringLiteral("amqp"), {QStringLiteral("0.3.0")}},
        {QStringLiteral("mqtt"), {QStringLiteral("0.2.0")}},
        {QStringLiteral("kafka"), {QStringLiteral("0.3.0"), QStringLiteral("0.4.0"), QStringLiteral("0.5.0")}},
        {QStringLiteral("anypointmq"), {QStringLiteral("0.0.1")}},
        {QStringLiteral("jms"), {QStringLiteral("0.0.1")}},
        {QStringLiteral("ibmmq"), {QStringLiteral("0.1.0")}},
        {QStringLiteral("solace"), {QStringLiteral("0.2.0"), QStringLiteral("0.3.0"), QStringLiteral("0.4.0")}},
        {QStringLiteral("googlepubsub"), {QStringLiteral("0.2.0")}},
        {QStringLiteral("nats"), {QStringLiteral("0.1.0")}},
        {QStringLiteral("sns"), {QStringLiteral("0.1.0")}},
        {QStringLiteral("sqs"), {QStringLiteral("0.2.0")}},
        {QStringLiteral("pulsar"), {QStringLiteral("0.1.0")}}};
    const auto known = versions.constFind(protocol);
    return known == versions.constEnd() || known->contains(version);
}

void upgradeBinding(const QString &protocol, Json &binding)
{
    const QString version = memberText(binding, u"bindingVersion");
    if (!version.isEmpty() && !isCurrent(protocol, version))
        binding.erase("bindingVersion");
    // HTTP 0.2.0: an operation has no type any more; AMQP 0.3.0: nothing names whom to reply to. A binding within itself was
    // never valid, but version 2 looked at no binding.
    if (protocol == u"http")
        binding.erase("type");
    if (protocol == u"amqp")
        binding.erase("replyTo");
    binding.erase(protocol.toStdString());
    if (protocol != u"kafka")
        return;
    for (const char *id : {"clientId", "groupId"}) {
        if (binding.contains(id) && binding[id].is_string()) {
            Json schema = Json::object();
            addText(schema, "type", QStringLiteral("string"));
            addMember(schema, "enum", Json::array({binding[id]}));
            binding[id] = std::move(schema);
        }
    }
}

void upgradeBindings(Json &document, const char *section)
{
    if (!document.contains(section) || !document[section].is_object())
        return;
    for (auto &[name, element] : document[section].items()) {
        if (!element.is_object() || !element.contains("bindings") || !element["bindings"].is_object())
            continue;
        for (auto &[protocol, binding] : element["bindings"].items()) {
            if (binding.is_object())
                upgradeBinding(QString::fromStdString(protocol), binding);
        }
    }
}

void upgradeParameters(Json &channel)
{
    static const QRegularExpression parameter(QStringLiteral("\\{([^{}]+)\\}"));
    const Json *before = memberOf(channel, u"parameters");
    Json after = Json::object();
    auto names = parameter.globalMatch(memberText(channel, u"address"));
    while (names.hasNext()) {
        const QString name = names.next().captured(1);
        const Json *described = before != nullptr ? memberOf(*before, name) : nullptr;
        if (!after.contains(name.toStdString()))
            addMember(after, name.toUtf8().constData(), described != nullptr ? *described : Json::object());
    }
    const bool hasParameters = before != nullptr;
    if (after.empty())
        channel.erase("parameters");
    else if (hasParameters)
        channel["parameters"] = std::move(after);
    else
        addMember(channel, "parameters", std::move(after));
}

} // namespace

void upgradeToVersion3(Json &document)
{
    for (const char *section : {"servers", "channels", "operations"})
        upgradeBindings(document, section);
    if (document.contains("components"))
        upgradeBindings(document["components"], "messages");
    for (auto &[name, channel] : document["channels"].items()) {
        if (channel.is_object())
            upgradeParameters(channel);
    }
}

} // namespace weir
