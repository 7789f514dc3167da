// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/cloudevent.h"

#include "core/base/translate.h"
#include "core/message/cloudeventattributes.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace weir {

namespace {

/// Names of other letters are none of CloudEvents, and may begin with a byte order mark, which QString::fromUtf8() takes away.
bool isAscii(const std::string &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void readData(const Node &document, CloudEventAttributes &attributes)
{
    const Node data = document[u"data"], encoded = document[u"data_base64"];
    if (data.isValid())
        attributes.event().data = data.toJson();
    if (!encoded.isValid() || encoded.type() == NodeType::Null)
        return;
    const auto bytes = QByteArray::fromBase64Encoding(encoded.text().toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    if (data.isValid() && data.type() != NodeType::Null)
        attributes.complain("data", encoded.place(), tr("The event has both “data” and “data_base64”."));
    else if (!encoded.isString() || !bytes)
        attributes.complain("data", encoded.place(), tr("“data_base64” is no Base64 text."));
    else
        attributes.event().binary = *bytes;
}

} // namespace

bool CloudEventReading::isValid() const
{
    return std::none_of(findings.begin(), findings.end(),
                        [](const Finding &finding) { return finding.severity == Severity::Error; });
}

CloudEventReading readCloudEvent(const Node &document)
{
    CloudEventAttributes attributes;
    if (!document.isObject()) {
        attributes.complain("type", document.place(), tr("An event is an object."));
        return attributes.finish(document.place());
    }
    for (const Node member : document) {
        const QString name = member.key();
        if (name != u"data" && name != u"data_base64")
            attributes.set(name, member.toJson(), member.place());
    }
    readData(document, attributes);
    return attributes.finish(document.place());
}

std::optional<CloudEventReading> readPlainCloudEvent(const Json &document)
{
    if (!document.is_object() || document.contains("data_base64"))
        return std::nullopt;
    CloudEventAttributes attributes;
    for (const auto &[key, value] : document.get_ref<const Json::object_t &>()) {
        if (!isAscii(key))
            return std::nullopt;
        if (key == "data")
            attributes.event().data = value;
        else
            attributes.set(QString::fromLatin1(key.data(), qsizetype(key.size())), value, Place());
    }
    CloudEventReading reading = attributes.finish(Place());
    return reading.findings.isEmpty() ? std::optional(std::move(reading)) : std::nullopt;
}

Result<QList<CloudEventReading>> readCloudEventBatch(const Node &document)
{
    if (!document.isArray())
        return Error{tr("A batch of events is an array."), document.place(), {}};
    QList<CloudEventReading> events;
    events.reserve(document.size());
    for (const Node event : document)
        events += readCloudEvent(event);
    return events;
}

Json cloudEventJson(const CloudEvent &event)
{
    Json object = Json::object();
    const auto add = [&object](const char *name, const QString &text) {
        if (!text.isEmpty())
            object[name] = jsonOf(text);
    };
    object["specversion"] = "1.0";
    add("id", event.id);
    add("source", event.source);
    add("type", event.type);
    add("datacontenttype", event.dataContentType);
    add("dataschema", event.dataSchema);
    add("subject", event.subject);
    add("time", event.time ? timestampText(*event.time) : QString());
    const Json &extensions = event.extensions.get();
    for (const auto &[name, value] : extensions.items())
        object[name] = value;
    if (event.binary)
        object["data_base64"] = event.binary->toBase64().toStdString();
    else if (event.data)
        object["data"] = event.data.get();
    return object;
}

Json cloudEventBatchJson(const QList<CloudEvent> &events)
{
    Json batch = Json::array();
    for (const CloudEvent &event : events)
        batch.push_back(cloudEventJson(event));
    return batch;
}

} // namespace weir
