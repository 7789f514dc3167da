// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/cloudeventattributes.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace weir {

namespace {

constexpr qsizetype recommendedName = 20;

/// RFC 3986: only characters that may stand in a URI, every % before two hexadecimal digits.
bool isUriReference(const QString &text)
{
    static const QRegularExpression uri(
        QStringLiteral("^(?:[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=-]|[^\\x00-\\x7f]|%[0-9A-Fa-f]{2})+$"));
    return uri.match(text).hasMatch();
}

bool isAbsoluteUri(const QString &text)
{
    static const QRegularExpression scheme(QStringLiteral("^[A-Za-z][A-Za-z0-9+.-]*:"));
    return isUriReference(text) && scheme.match(text).hasMatch();
}

/// RFC 2046: `type/subtype` and parameters.
bool isMediaType(const QString &text)
{
    static const QRegularExpression type(
        QStringLiteral("^[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+ *(;.*)?$"));
    return type.match(text).hasMatch();
}

} // namespace

bool isAttributeName(QStringView name)
{
    const auto isLegal = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'); };
    return !name.isEmpty() && name != u"data" && std::all_of(name.begin(), name.end(), isLegal);
}

bool isAttributeText(QStringView text)
{
    const QList<uint> points = text.toUcs4();
    return std::none_of(points.begin(), points.end(), [](uint c) {
        return c < 0x20 || (c >= 0x7f && c <= 0x9f) || (c >= 0xd800 && c <= 0xdfff) || (c >= 0xfdd0 && c <= 0xfdef)
            || (c & 0xfffeU) == 0xfffeU;
    });
}

bool isAttributeInteger(const Json &value)
{
    using Limits = std::numeric_limits<std::int32_t>;
    if (value.is_number_unsigned())
        return value.get<std::uint64_t>() <= std::uint64_t(Limits::max());
    return value.is_number_integer() && value.get<std::int64_t>() >= Limits::min()
        && value.get<std::int64_t>() <= Limits::max();
}

bool isContextAttribute(const QString &name)
{
    static const QSet<QString> names{QStringLiteral("specversion"),     QStringLiteral("id"),
                                     QStringLiteral("source"),          QStringLiteral("type"),
                                     QStringLiteral("datacontenttype"), QStringLiteral("dataschema"),
                                     QStringLiteral("subject"),         QStringLiteral("time")};
    return names.contains(name);
}

void CloudEventAttributes::complain(const char *rule, const Place &place, const QString &message, const QString &hint)
{
    m_reading.findings +=
        Finding{QStringLiteral("cloudevents/") + QLatin1String(rule), Severity::Error, message, hint, place, {}};
}

void CloudEventAttributes::remark(const char *rule, const Place &place, const QString &message, Severity severity)
{
    m_reading.findings +=
        Finding{QStringLiteral("cloudevents/") + QLatin1String(rule), severity, message, {}, place, {}};
}

QString CloudEventAttributes::text(const QString &name, const Json &value, const Place &place)
{
    m_seen.insert(name);
    if (!value.is_string()) {
        complain("type", place, tr("“%1” has to be a text.").arg(name));
        return {};
    }
    QString text = textOf(value);
    if (text.isEmpty())
        complain("empty", place, tr("“%1” is empty.").arg(name));
    else if (!isAttributeText(text))
        complain("text", place, tr("“%1” holds control characters or code points that are none.").arg(name));
    return text;
}

void CloudEventAttributes::setTime(const QString &text, const Place &place)
{
    m_reading.event.time = parseTimestamp(text);
    if (!m_reading.event.time && !text.isEmpty())
        complain("time", place, tr("“%1” is no date and time.").arg(text),
                 tr("RFC 3339 with an offset is: 2026-03-01T12:00:00.000Z."));
}

void CloudEventAttributes::set(const QString &name, const Json &value, const Place &place)
{
    if (value.is_null())
        return;
    CloudEvent &event = m_reading.event;
    if (!isContextAttribute(name))
        return setExtension(name, value, place);
    const QString given = text(name, value, place);
    if (name == u"specversion") {
        if (!given.isEmpty() && given != u"1.0")
            complain("specversion", place, tr("“%1” is no version of CloudEvents that is known.").arg(given),
                     tr("It is 1.0."));
    } else if (name == u"id") {
        event.id = given;
    } else if (name == u"type") {
        event.type = given;
    } else if (name == u"subject") {
        event.subject = given;
    } else if (name == u"time") {
        setTime(given, place);
    } else if (name == u"source") {
        event.source = given;
        if (!given.isEmpty() && !isUriReference(given))
            complain("uri", place, tr("“%1” is no URI reference.").arg(given));
    } else if (name == u"dataschema") {
        event.dataSchema = given;
        if (!given.isEmpty() && !isAbsoluteUri(given))
            complain("uri", place, tr("“%1” is no URI.").arg(given));
    } else {
        event.dataContentType = given;
        if (!given.isEmpty() && !isMediaType(given))
            complain("media-type", place, tr("“%1” is no media type.").arg(given));
    }
}

void CloudEventAttributes::setExtension(const QString &name, const Json &value, const Place &place)
{
    if (!isAttributeName(name))
        return complain("name", place, tr("“%1” cannot be an attribute's name.").arg(name),
                        tr("Lower-case letters a to z and digits can stand in one."));
    if (name.size() > recommendedName)
        remark("long-name", place, tr("“%1” is longer than the 20 characters that are recommended.").arg(name),
               Severity::Info);
    if (!isAttributeInteger(value) && !value.is_string() && !value.is_boolean())
        return complain("type", place, tr("“%1” has to be a text, a boolean or a 32-bit integer.").arg(name));
    // The conformance suite itself has a line feed in one; the specification allows none.
    if (value.is_string() && !isAttributeText(textOf(value)))
        remark("text", place, tr("“%1” holds control characters or code points that are none.").arg(name),
               Severity::Warning);
    if (m_extensions.is_null())
        m_extensions = Json::object();
    m_extensions[name.toStdString()] = value;
}

CloudEventReading CloudEventAttributes::finish(const Place &whole)
{
    for (const char *name : {"specversion", "id", "source", "type"}) {
        if (m_seen.contains(QLatin1String(name)))
            continue;
        Place place = whole;
        place.pointer += u'/' + QLatin1String(name);
        complain("missing", place, tr("The event has no “%1”.").arg(QLatin1String(name)),
                 tr("Every CloudEvent carries specversion, id, source and type."));
    }
    if (!m_extensions.is_null())
        m_reading.event.extensions = std::move(m_extensions);
    return std::move(m_reading);
}

} // namespace weir
