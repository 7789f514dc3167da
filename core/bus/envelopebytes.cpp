// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/envelopebytes.h"

#include "core/message/envelope.h"

#include <nlohmann/json.hpp>

namespace weir::bus {

namespace {

QByteArray compact(const Json &json)
{
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

} // namespace

QByteArray envelopeBytes(const Message &message)
{
    return compact(envelopeJson(message));
}

std::pair<QByteArray, QByteArray> envelopeParts(const Message &message)
{
    if (!message.data.isPresent())
        return {envelopeBytes(message), QByteArray()};
    Message rest = message;
    rest.data = {};
    Json envelope = envelopeJson(rest);
    envelope.erase("data");
    envelope.erase("data_base64");
    return {compact(envelope), compact(message.data.get())};
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
