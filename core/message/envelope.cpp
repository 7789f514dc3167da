// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/envelope.h"

#include "core/base/translate.h"
#include "core/message/plainenvelope.h"
#include "core/message/quickjson.h"
#include "core/syntax/reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace weir {

namespace {

QString typeWord(NodeType type)
{
    switch (type) {
    case NodeType::Null:
        return tr("null");
    case NodeType::Boolean:
        return tr("a boolean");
    case NodeType::Integer:
    case NodeType::Number:
        return tr("a number");
    case NodeType::String:
        return tr("a text");
    case NodeType::Array:
        return tr("an array");
    case NodeType::Object:
        break;
    }
    return tr("an object");
}

class EnvelopeReader
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit EnvelopeReader(const Node &document) : m_document(document) {}

    EnvelopeReading read()
    {
        if (!m_document.isObject()) {
            complain("type", m_document, tr("An event is an object, not %1.").arg(typeWord(m_document.type())));
            return m_reading;
        }
        Message &message = m_reading.message;
        message.id = text(u"id", Need::Required);
        message.type = text(u"type", Need::Required);
        readTimestamp();
        readVersion();
        message.source = text(u"source", Need::Required);
        message.correlationId = text(u"correlationId", Need::Optional);
        message.causationId = text(u"causationId", Need::Optional);
        readData();
        readMetadata();
        keepUnknown();
        return m_reading;
    }

private:
    enum class Need { Required, Optional };

    void complain(const char *rule, const Node &node, const QString &message, const QString &hint = {})
    {
        m_reading.findings += Finding{
            QStringLiteral("envelope/") + QLatin1String(rule), Severity::Error, message, hint, node.place(), {}};
    }

    void missing(QStringView key)
    {
        Place place = m_document.place();
        place.pointer += u'/' + key.toString();
        m_reading.findings += Finding{QStringLiteral("envelope/missing"),
                                      Severity::Error,
                                      tr("The event has no “%1”.").arg(key),
                                      tr("Every event carries id, type, timestamp, version, source and data."),
                                      place,
                                      {}};
    }

    QString text(QStringView key, Need need)
    {
        const Node node = m_document[key];
        if (!node.isValid()) {
            if (need == Need::Required)
                missing(key);
            return {};
        }
        if (!node.isString()) {
            complain("type", node, tr("“%1” has to be a text, not %2.").arg(key, typeWord(node.type())));
            return {};
        }
        if (node.text().trimmed().isEmpty())
            complain("empty", node, tr("“%1” is empty.").arg(key), tr("Leave it out, or say what it is."));
        return node.text();
    }

    void readTimestamp()
    {
        const QString written = text(u"timestamp", Need::Required);
        if (written.trimmed().isEmpty())
            return;
        const auto time = parseTimestamp(written);
        if (time)
            m_reading.message.timestamp = *time;
        else
            complain("timestamp", m_document[u"timestamp"], tr("“%1” is no date and time.").arg(written),
                     tr("RFC 3339 with an offset is: 2026-03-01T12:00:00.000Z."));
    }

    void readVersion()
    {
        const Node node = m_document[u"version"];
        if (!node.isValid())
            return missing(u"version");
        const qint64 version = node.type() == NodeType::Integer ? node.toInteger() : 0;
        if (version >= 1 && version <= std::numeric_limits<int>::max())
            m_reading.message.version = int(version);
        else
            complain("version", node, tr("“version” has to be a whole number from 1."),
                     tr("It is the version of the schema that the data follows."));
    }

    void readData()
    {
        Message &message = m_reading.message;
        const Node data = m_document[u"data"], bytes = m_document[u"data_base64"];
        message.contentType = text(u"datacontenttype", Need::Optional);
        if (data.isValid())
            message.data = data.toJson();
        if (!bytes.isValid()) {
            if (!data.isValid())
                missing(u"data");
            return;
        }
        const auto decoded =
            QByteArray::fromBase64Encoding(bytes.text().toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
        if (data.isValid())
            complain("data", bytes, tr("The event has both “data” and “data_base64”."));
        else if (!bytes.isString() || !decoded)
            complain("data", bytes, tr("“data_base64” is no Base64 text."));
        else
            message.binary = *decoded;
    }

    void readMetadata()
    {
        const Node metadata = m_document[u"metadata"];
        if (!metadata.isValid())
            return;
        if (metadata.isObject())
            m_reading.message.metadata = metadata.toJson();
        else
            complain(
                "type", metadata,
                tr("“%1” has to be an object, not %2.").arg(QStringLiteral("metadata"), typeWord(metadata.type())));
    }

    void keepUnknown()
    {
        static const QStringList known{
            QStringLiteral("id"),          QStringLiteral("type"),           QStringLiteral("timestamp"),
            QStringLiteral("version"),     QStringLiteral("source"),         QStringLiteral("correlationId"),
            QStringLiteral("causationId"), QStringLiteral("data"),           QStringLiteral("metadata"),
            QStringLiteral("data_base64"), QStringLiteral("datacontenttype")};
        Json unknown = Json::object();
        for (const Node member : m_document) {
            if (known.contains(member.key()))
                continue;
            unknown[member.key().toStdString()] = member.toJson();
            m_reading.findings += Finding{QStringLiteral("envelope/unknown"),
                                          Severity::Warning,
                                          tr("The envelope has no member “%1”.").arg(member.key()),
                                          tr("What is not part of the event belongs into metadata."),
                                          member.keyPlace(),
                                          {}};
        }
        if (!unknown.empty())
            m_reading.message.unknown = std::move(unknown);
    }

    Node m_document;
    EnvelopeReading m_reading;
};

void addText(Json &object, const char *key, const QString &text)
{
    if (!text.isEmpty())
        object[key] = jsonOf(text);
}

} // namespace

bool EnvelopeReading::isValid() const
{
    return std::none_of(findings.begin(), findings.end(),
                        [](const Finding &finding) { return finding.severity == Severity::Error; });
}

EnvelopeReading readEnvelope(const Node &document)
{
    return EnvelopeReader(document).read();
}

Result<EnvelopeReading> readEnvelope(QByteArrayView json, const QString &name)
{
    if (auto document = quickJson(json)) {
        if (auto message = plainMessage(std::move(*document)))
            return EnvelopeReading{std::move(*message), {}};
    }
    const auto tree = readJson(json, name);
    if (!tree)
        return tree.error();
    return readEnvelope(tree->root());
}

Json envelopeJson(const Message &message)
{
    Json object = Json::object();
    object["id"] = jsonOf(message.id);
    object["type"] = jsonOf(message.type);
    object["timestamp"] = jsonOf(timestampText(message.timestamp));
    object["version"] = message.version;
    object["source"] = jsonOf(message.source);
    addText(object, "correlationId", message.correlationId);
    addText(object, "causationId", message.causationId);
    addText(object, "datacontenttype", message.contentType);
    if (message.data || message.binary.isEmpty())
        object["data"] = message.data.get();
    else
        object["data_base64"] = message.binary.toBase64().toStdString();
    if (message.metadata)
        object["metadata"] = message.metadata.get();
    const Json &unknown = message.unknown.get();
    for (const auto &[key, value] : unknown.items())
        object[key] = value;
    return object;
}

} // namespace weir
