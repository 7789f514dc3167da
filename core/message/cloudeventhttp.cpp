// SPDX-License-Identifier: GPL-3.0-or-later
// CloudEvents over HTTP: which content mode a message has, and how attributes stand in its headers.
#include "core/base/translate.h"
#include "core/message/cloudeventattributes.h"
#include "core/message/payload.h"
#include "core/message/quickjson.h"
#include "core/syntax/jsonwriter.h"
#include "core/syntax/reader.h"

#include <nlohmann/json.hpp>

#include <QStringDecoder>

namespace weir {

namespace {

constexpr auto structuredType = "application/cloudevents+json";
constexpr auto batchType = "application/cloudevents-batch+json";

QString mediaTypeOf(const QString &contentType)
{
    return contentType.section(u';', 0, 0).trimmed().toLower();
}

/// Whether a payload of that type is text that JSON can hold as it is.
bool isTextMediaType(const QString &contentType)
{
    const QString type = mediaTypeOf(contentType);
    return type.startsWith(QLatin1String("text/")) || type == u"application/xml"
        || type.endsWith(QLatin1String("+xml"));
}

/// CloudEvents HTTP Protocol Binding 1.0.2 §3.1.3.2: space, `"`, `%` and all that is not printable ASCII.
QByteArray encoded(const QString &value)
{
    static constexpr char hexadecimal[] = "0123456789ABCDEF";
    QByteArray line;
    const QByteArray bytes = value.toUtf8();
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7f && c != '"' && c != '%') {
            line += c;
        } else {
            line += '%';
            line += hexadecimal[byte >> 4U];
            line += hexadecimal[byte & 15U];
        }
    }
    return line;
}

/// The reverse; a value in double quotes is unquoted first, as the binding asks of receivers. Nothing when what is left is
/// no UTF-8.
std::optional<QString> decoded(QByteArray line)
{
    line = line.trimmed();
    if (line.size() >= 2 && line.startsWith('"') && line.endsWith('"')) {
        QByteArray plain;
        for (qsizetype i = 1; i < line.size() - 1; ++i) {
            if (line[i] == '\\' && i + 1 < line.size() - 1)
                ++i;
            plain += line[i];
        }
        line = plain;
    }
    QStringDecoder utf8(QStringDecoder::Utf8);
    QString text = utf8(QByteArray::fromPercentEncoding(line));
    return utf8.hasError() ? std::nullopt : std::optional(text);
}

QString attributeText(const Json &value)
{
    return value.is_string() ? textOf(value) : QString::fromStdString(value.dump());
}

void readBody(const QByteArray &body, const QString &name, CloudEventAttributes &attributes)
{
    CloudEvent &event = attributes.event();
    if (body.isEmpty())
        return;
    if (isTextMediaType(event.dataContentType)) {
        QStringDecoder utf8(QStringDecoder::Utf8);
        const QString text = utf8(body);
        if (!utf8.hasError()) {
            event.data = jsonOf(text);
            return;
        }
    }
    if (event.dataContentType.isEmpty() || !isJsonMediaType(event.dataContentType)) {
        event.binary = body;
        return;
    }
    const auto value = readPayload(body, name);
    if (value)
        event.data = *value;
    else
        attributes.complain("data", value.error().place, tr("The body is no JSON: %1").arg(value.error().message));
}

CloudEventReading readBinary(const HttpMessage &request, const QString &name)
{
    CloudEventAttributes attributes;
    for (const auto &[header, value] : request.headers) {
        const QString key = QString::fromLatin1(header).toLower();
        const bool isType = key == u"content-type";
        if (!isType && !key.startsWith(QLatin1String("ce-")))
            continue;
        const QString attribute = isType ? QStringLiteral("datacontenttype") : key.sliced(3);
        const Place place{name, 0, 0, u'/' + attribute};
        const auto text = isType ? std::optional(QString::fromLatin1(value)) : decoded(value);
        if (!text)
            attributes.complain("text", place, tr("“%1” is no UTF-8 text.").arg(attribute));
        else if (!isType && attribute == u"datacontenttype")
            attributes.complain("name", place, tr("The media type stands in Content-Type only."));
        else
            attributes.set(attribute, jsonOf(*text), place);
    }
    readBody(request.body, name, attributes);
    return attributes.finish({name, 0, 0, {}});
}

} // namespace

bool isJsonMediaType(const QString &type)
{
    const QString plain = mediaTypeOf(type);
    return plain.isEmpty() || plain.endsWith(QLatin1String("/json")) || plain.endsWith(QLatin1String("+json"));
}

QByteArray HttpMessage::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

Result<QList<CloudEventReading>> readCloudEventRequest(const HttpMessage &request, const QString &name)
{
    const QString type = mediaTypeOf(QString::fromLatin1(request.header("Content-Type")));
    const bool isBatch = type == QLatin1String(batchType);
    if (!isBatch && type != QLatin1String(structuredType)) {
        if (request.header("ce-specversion").isNull())
            return Error{
                tr("The request carries no CloudEvent."),
                {name, 0, 0, {}},
                tr("It has neither a ce-specversion header nor the media type %1.").arg(QLatin1String(structuredType))};
        return QList<CloudEventReading>{readBinary(request, name)};
    }
    if (!isBatch) {
        const auto document = quickJson(request.body);
        if (auto reading = document ? readPlainCloudEvent(*document) : std::nullopt)
            return QList<CloudEventReading>{std::move(*reading)};
    }
    const auto tree = readJson(request.body, name);
    if (!tree)
        return tree.error();
    if (isBatch)
        return readCloudEventBatch(tree->root());
    return QList<CloudEventReading>{readCloudEvent(tree->root())};
}

HttpMessage binaryRequest(const CloudEvent &event)
{
    HttpMessage request;
    CloudEvent attributes = event;
    attributes.data = {};
    attributes.binary.reset();
    attributes.dataContentType.clear();
    const Json json = cloudEventJson(attributes);
    for (const auto &[name, value] : json.items())
        request.headers.append({QByteArrayLiteral("ce-") + name.c_str(), encoded(attributeText(value))});
    const bool hasData = event.binary || event.data;
    const bool isJson = isJsonMediaType(event.dataContentType);
    QString type = event.dataContentType;
    if (type.isEmpty() && hasData)
        type = event.binary ? QStringLiteral("application/octet-stream") : QStringLiteral("application/json");
    if (!type.isEmpty())
        request.headers.append({QByteArrayLiteral("Content-Type"), type.toLatin1()});
    if (event.binary)
        request.body = *event.binary;
    else if (event.data)
        request.body = !isJson && event.data.get().is_string() ? textOf(event.data.get()).toUtf8()
                                                               : writeJsonLine(event.data.get());
    return request;
}

HttpMessage structuredRequest(const CloudEvent &event)
{
    return {{{QByteArrayLiteral("Content-Type"), QByteArray(structuredType)}}, writeJsonLine(cloudEventJson(event))};
}

HttpMessage batchRequest(const QList<CloudEvent> &events)
{
    return {{{QByteArrayLiteral("Content-Type"), QByteArray(batchType)}}, writeJsonLine(cloudEventBatchJson(events))};
}

} // namespace weir
