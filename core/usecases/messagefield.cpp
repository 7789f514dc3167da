// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/messagefield.h"

#include <nlohmann/json.hpp>

namespace weir {

namespace {

/// The member of \a value that \a segment names: `items`, `items[0]`, `items[0][1]`; nullptr when there is none.
const Json *stepInto(const Json *value, QStringView segment)
{
    const qsizetype bracket = segment.indexOf(u'[');
    const QStringView name = bracket < 0 ? segment : segment.first(bracket);
    if (!name.isEmpty())
        value = memberOf(*value, name);
    for (qsizetype at = bracket; value != nullptr && at >= 0;) {
        const qsizetype end = segment.indexOf(u']', at);
        bool isNumber = false;
        const auto index = end < 0 ? 0 : segment.sliced(at + 1, end - at - 1).toULongLong(&isNumber);
        if (!isNumber || !value->is_array() || index >= value->size())
            return nullptr;
        value = &(*value)[static_cast<std::size_t>(index)];
        at = segment.indexOf(u'[', end);
    }
    return value;
}

ExpressionValue scalarOf(const Json *value)
{
    if (value == nullptr)
        return {};
    if (value->is_string())
        return textOf(*value);
    if (value->is_boolean())
        return value->get<bool>();
    return value->is_number() ? ExpressionValue(value->get<double>()) : ExpressionValue();
}

ExpressionValue present(const QString &text)
{
    return text.isEmpty() ? ExpressionValue() : ExpressionValue(text);
}

} // namespace

ExpressionValue messageField(const Message &message, const QString &name)
{
    const QList<QStringView> segments = QStringView(name).split(u'.');
    const QStringView first = segments.first();
    if (segments.size() == 1) {
        if (first == u"id")
            return present(message.id);
        if (first == u"type")
            return present(message.type);
        if (first == u"timestamp")
            return present(timestampText(message.timestamp));
        if (first == u"version")
            return static_cast<double>(message.version);
        if (first == u"source")
            return present(message.source);
        if (first == u"correlationId")
            return present(message.correlationId);
        return first == u"causationId" ? present(message.causationId) : ExpressionValue();
    }
    const bool isData = first == u"data";
    if (!isData && first != u"metadata")
        return {};
    const JsonValue &root = isData ? message.data : message.metadata;
    const Json *value = root ? &root.get() : nullptr;
    for (qsizetype i = 1; value != nullptr && i < segments.size(); ++i)
        value = stepInto(value, segments.at(i));
    return scalarOf(value);
}

QString keyText(const ExpressionValue &value)
{
    if (const QString *text = std::get_if<QString>(&value))
        return *text;
    if (const double *number = std::get_if<double>(&value))
        return QString::number(*number, 'g', 17);
    if (const bool *truth = std::get_if<bool>(&value))
        return *truth ? QStringLiteral("true") : QStringLiteral("false");
    const Duration *span = std::get_if<Duration>(&value);
    return span != nullptr ? QString::number(static_cast<qint64>(span->count())) : QString();
}

} // namespace weir
