// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/cloudeventmapping.h"

#include "core/base/translate.h"
#include "core/message/cloudeventattributes.h"
#include "core/syntax/jsonpointer.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>

namespace weir {

namespace {

/// Extensions that have a meaning in the envelope itself.
bool isOwnExtension(const QString &name)
{
    return name == u"correlationid" || name == u"causationid" || name == u"schemaversion" || name == u"metadata";
}

/// Whether \a value can be an extension as it is: JSON numbers only where they are 32-bit integers.
bool isExtensionValue(const Json &value)
{
    if (value.is_string())
        return !value.get_ref<const std::string &>().empty() && isAttributeText(textOf(value));
    return value.is_boolean() || isAttributeInteger(value);
}

QString schemaUri(const QString &type, int version, const CloudEventOptions &options)
{
    return options.schemaBase + type + QStringLiteral("/v") + QString::number(version);
}

/// Splits the metadata of an envelope over attributes, extensions and the extension `metadata`.
class MetadataWriter
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    MetadataWriter(CloudEventMapping &mapping, Json &extensions) : m_mapping(mapping), m_extensions(extensions) {}

    void write(const Json &metadata)
    {
        for (const auto &[key, value] : metadata.items())
            write(QString::fromStdString(key), value, metadata);
        if (!m_rest.empty() || metadata.empty())
            m_extensions["metadata"] = m_rest.dump();
    }

private:
    void write(const QString &key, const Json &value, const Json &metadata)
    {
        const QString lower = key.toLower();
        if (key == u"subject" && value.is_string() && isExtensionValue(value)) {
            m_mapping.event.subject = textOf(value);
            return;
        }
        const bool isFree = isAttributeName(lower) && !isContextAttribute(lower) && !isOwnExtension(lower)
            && !m_extensions.contains(lower.toStdString()) && isExtensionValue(value);
        const bool isTaken = lower != key && metadata.contains(lower.toStdString());
        if (!isFree || isTaken) {
            m_rest[key.toStdString()] = value;
            return;
        }
        m_extensions[lower.toStdString()] = value;
        if (lower != key)
            m_mapping.losses += Finding{QStringLiteral("cloudevents/renamed"),
                                        Severity::Info,
                                        tr("“%1” is called “%2” as an extension.").arg(key, lower),
                                        {},
                                        {{}, 0, 0, pointerTo(QStringLiteral("/metadata"), key)},
                                        {}};
    }

    CloudEventMapping &m_mapping;
    Json &m_extensions;
    Json m_rest = Json::object();
};

class MessageReader
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    MessageReader(const CloudEvent &event, const CloudEventOptions &options) : m_event(event), m_options(options) {}

    MessageMapping read(TimePoint receivedAt)
    {
        Message &message = m_mapping.message;
        message.id = m_event.id;
        message.type = without(m_event.type, m_options.typePrefix);
        message.source = without(m_event.source, m_options.sourceBase);
        if (m_event.time) {
            message.timestamp = *m_event.time;
        } else {
            message.timestamp.instant = receivedAt;
            assume("assumed-time", u"/time", tr("The event has no time; it is when it was received."));
        }
        readExtensions();
        readVersion();
        message.data = m_event.data;
        message.binary = m_event.binary.value_or(QByteArray());
        const bool isPlainJson = m_event.dataContentType == u"application/json" && m_event.data;
        message.contentType = isPlainJson ? QString() : m_event.dataContentType;
        if (m_hasMetadata)
            message.metadata = std::move(m_metadata);
        return std::move(m_mapping);
    }

private:
    static QString without(const QString &text, const QString &prefix)
    {
        return text.startsWith(prefix) && text.size() > prefix.size() ? text.sliced(prefix.size()) : text;
    }

    void assume(const char *rule, QStringView pointer, const QString &message)
    {
        m_mapping.assumptions += Finding{QStringLiteral("cloudevents/") + QLatin1String(rule),
                                         Severity::Warning,
                                         message,
                                         {},
                                         {{}, 0, 0, pointer.toString()},
                                         {}};
    }

    void addMetadata(const std::string &key, const Json &value)
    {
        m_hasMetadata = true;
        m_metadata[key] = value;
    }

    void readExtensions()
    {
        const Json &extensions = m_event.extensions.get();
        if (!m_event.subject.isEmpty())
            addMetadata("subject", jsonOf(m_event.subject));
        for (const auto &[key, value] : extensions.items()) {
            if (!isOwnExtension(QString::fromStdString(key)))
                addMetadata(key, value);
        }
        const QString rest = memberText(extensions, u"metadata");
        const Json object = rest.isEmpty() ? Json() : Json::parse(rest.toStdString(), nullptr, false);
        if (object.is_object()) {
            m_hasMetadata = true;
            for (const auto &[key, value] : object.items())
                addMetadata(key, value);
        } else if (const Json *kept = memberOf(extensions, u"metadata")) {
            addMetadata("metadata", *kept);
        }
        m_mapping.message.correlationId = memberText(extensions, u"correlationid");
        m_mapping.message.causationId = memberText(extensions, u"causationid");
        if (m_mapping.message.correlationId.isEmpty())
            deriveCorrelation(memberText(extensions, u"traceparent"));
    }

    void deriveCorrelation(const QString &traceParent)
    {
        // W3C Trace Context §3.2: version, trace id, parent id, flags; a trace id of zeros is none.
        static const QRegularExpression form(
            QStringLiteral("^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:$|-)"));
        const QRegularExpressionMatch match = form.match(traceParent);
        if (!match.hasMatch())
            return;
        m_mapping.message.correlationId = match.captured(1);
        assume("assumed-correlation", u"/correlationid",
               tr("The event has no correlation id; it is the trace id of traceparent."));
    }

    void readVersion()
    {
        static const QRegularExpression inUri(QStringLiteral("/v([1-9][0-9]{0,8})$"));
        static const QRegularExpression inType(QStringLiteral("\\.v([1-9][0-9]{0,8})$"));
        Message &message = m_mapping.message;
        const Json *given = memberOf(m_event.extensions.get(), u"schemaversion");
        const bool isNumber = given && isAttributeInteger(*given) && given->get<int>() >= 1;
        // Headers of HTTP know texts only.
        const int spelled = given && given->is_string() ? textOf(*given).toInt() : 0;
        const auto uri = inUri.match(m_event.dataSchema);
        const auto type = inType.match(message.type);
        if (isNumber)
            message.version = given->get<int>();
        else if (spelled >= 1)
            message.version = spelled;
        else if (uri.hasMatch())
            message.version = uri.captured(1).toInt();
        else if (type.hasMatch())
            message.version = type.captured(1).toInt();
        else
            assume("assumed-version", u"/schemaversion", tr("The event does not say its schema version; it is 1."));
        if (!m_event.dataSchema.isEmpty() && m_event.dataSchema != schemaUri(message.type, message.version, m_options))
            addMetadata("dataschema", jsonOf(m_event.dataSchema));
    }

    const CloudEvent &m_event;
    const CloudEventOptions &m_options;
    MessageMapping m_mapping;
    Json m_metadata = Json::object();
    bool m_hasMetadata = false;
};

} // namespace

CloudEventMapping cloudEventOf(const Message &message, const CloudEventOptions &options)
{
    CloudEventMapping mapping;
    CloudEvent &event = mapping.event;
    event.id = message.id;
    event.type = options.typePrefix + message.type;
    event.source = options.sourceBase + message.source;
    event.time = message.timestamp;
    event.data = message.data;
    event.dataContentType = message.contentType;
    if (!message.data && !message.binary.isEmpty())
        event.binary = message.binary;
    else if (message.contentType.isEmpty())
        event.dataContentType = QStringLiteral("application/json");
    event.dataSchema = schemaUri(message.type, message.version, options);

    Json extensions = Json::object();
    extensions["schemaversion"] = message.version;
    if (!message.correlationId.isEmpty())
        extensions["correlationid"] = jsonOf(message.correlationId);
    if (!message.causationId.isEmpty())
        extensions["causationid"] = jsonOf(message.causationId);
    if (message.metadata)
        MetadataWriter(mapping, extensions).write(message.metadata.get());
    event.extensions = std::move(extensions);
    const Json &unknown = message.unknown.get();
    for (const auto &[key, value] : unknown.items())
        mapping.losses +=
            Finding{QStringLiteral("cloudevents/dropped"),
                    Severity::Warning,
                    tr("“%1” is no member of the envelope and not carried over.").arg(QString::fromStdString(key)),
                    tr("What is not part of the event belongs into metadata."),
                    {{}, 0, 0, pointerTo(QString(), QString::fromStdString(key))},
                    {}};
    return mapping;
}

MessageMapping messageOf(const CloudEvent &event, TimePoint receivedAt, const CloudEventOptions &options)
{
    return MessageReader(event, options).read(receivedAt);
}

} // namespace weir
