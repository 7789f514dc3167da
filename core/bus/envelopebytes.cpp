// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/envelopebytes.h"

#include "core/message/envelope.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace weir::bus {

namespace {

QByteArray compact(const Json &json)
{
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// The text of envelopeJson() without its tree: an outbox writes one for each event, and the payload would be copied.
class EnvelopeText
{
public:
    void add(QByteArrayView key, QByteArrayView value)
    {
        m_text += m_text.isEmpty() ? "{\"" : ",\"";
        m_text += key;
        m_text += "\":";
        m_text += value;
    }
    void addText(QByteArrayView key, const QString &text)
    {
        const QByteArray utf8 = text.toUtf8();
        const bool isPlain = std::none_of(utf8.begin(), utf8.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
        });
        add(key, isPlain ? QByteArray('"' + utf8 + '"') : compact(jsonOf(text)));
    }
    void addUnlessEmpty(QByteArrayView key, const QString &text)
    {
        if (!text.isEmpty())
            addText(key, text);
    }
    QByteArray take() { return std::move(m_text += '}'); }

private:
    QByteArray m_text;
};

enum class Payload { Included, LeftOut };

QByteArray textOf(const Message &message, Payload payload)
{
    EnvelopeText text;
    text.addText("id", message.id);
    text.addText("type", message.type);
    text.addText("timestamp", timestampText(message.timestamp));
    text.add("version", QByteArray::number(message.version));
    text.addText("source", message.source);
    text.addUnlessEmpty("correlationId", message.correlationId);
    text.addUnlessEmpty("causationId", message.causationId);
    text.addUnlessEmpty("datacontenttype", message.contentType);
    if (payload == Payload::Included && (message.data || message.binary.isEmpty()))
        text.add("data", compact(message.data.get()));
    else if (payload == Payload::Included)
        text.add("data_base64", '"' + message.binary.toBase64() + '"');
    if (message.metadata)
        text.add("metadata", compact(message.metadata.get()));
    for (const auto &[key, value] : message.unknown.get().items())
        text.add(QByteArrayView(compact(Json(key))).sliced(1).chopped(1), compact(value));
    return text.take();
}

} // namespace

QByteArray envelopeBytes(const Message &message)
{
    return textOf(message, Payload::Included);
}

std::pair<QByteArray, QByteArray> envelopeParts(const Message &message)
{
    if (!message.data.isPresent())
        return {envelopeBytes(message), QByteArray()};
    return {textOf(message, Payload::LeftOut), compact(message.data.get())};
}

Result<Message> messageOf(const QByteArray &envelope)
{
    Result<EnvelopeReading> reading = readEnvelope(envelope, QStringLiteral("envelope"));
    if (!reading)
        return reading.error();
    return std::move(reading->message);
}

Result<Message> messageOf(const QByteArray &envelope, const QByteArray &data)
{
    const qsizetype end = envelope.lastIndexOf('}');
    if (data.isEmpty() || end < 0)
        return messageOf(envelope);
    const bool isOnly = envelope.left(end).trimmed() == "{";
    return messageOf(envelope.left(end) + (isOnly ? "\"data\":" : ",\"data\":") + data + '}');
}

} // namespace weir::bus
