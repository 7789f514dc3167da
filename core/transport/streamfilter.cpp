// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/streamfilter.h"

#include "core/base/translate.h"
#include "core/delivery/eventpattern.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

const QString typePlaceholder = QStringLiteral("{type}");

bool isInBraces(QStringView segment)
{
    return segment.size() > 2 && segment.front() == u'{' && segment.back() == u'}';
}

/// A scalar as text; null for anything else.
QString scalarText(const Json &value)
{
    if (value.is_string())
        return textOf(value);
    if (value.is_number() || value.is_boolean())
        return QString::fromStdString(value.dump());
    return {};
}

/// What \a path (`data.userId`, `source`) is worth in \a message; null when it is not there.
QString valueAt(const Message &message, QStringView path)
{
    const QList<QStringView> names = path.split(u'.');
    const QStringView first = names.first();
    if (names.size() == 1) {
        const std::pair<QStringView, const QString *> fields[] = {{u"id", &message.id},
                                                                  {u"source", &message.source},
                                                                  {u"correlationId", &message.correlationId},
                                                                  {u"causationId", &message.causationId}};
        const auto *field = std::find_if(std::begin(fields), std::end(fields),
                                         [first](const auto &candidate) { return candidate.first == first; });
        return field == std::end(fields) ? QString() : *field->second;
    }
    const Json *value = first == u"data" ? &message.data.get()
        : first == u"metadata"           ? &message.metadata.get()
                                         : nullptr;
    for (qsizetype i = 1; value != nullptr && i < names.size(); ++i)
        value = memberOf(*value, names.at(i));
    return value == nullptr ? QString() : scalarText(*value);
}

/// What \a request says for the placeholder \a name.
Result<QString> requestValue(const HttpRequest &request, const QString &name)
{
    const auto parameter = request.parameter(name.toUtf8());
    const QByteArray headerName = "X-" + name.toUtf8();
    QByteArrayView header = request.header(headerName + "-Id");
    if (header.isNull())
        header = request.header(headerName);
    const QString hint = tr("Ask with ?%1=… or the header %2-Id.").arg(name, QString::fromLatin1(headerName));
    if (parameter && !header.isNull() && *parameter != header)
        return Error{tr("Query and header disagree about “%1”.").arg(name), {}, hint};
    const QString value = QString::fromUtf8(parameter ? QByteArrayView(*parameter) : header);
    if (value.isEmpty())
        return Error{tr("The stream needs to know “%1”.").arg(name), {}, hint};
    return value;
}

} // namespace

StreamName streamName(const Stream &stream, const Message &message)
{
    const QStringList type = message.type.split(u'.');
    if (stream.key.isEmpty())
        return {type, {}};
    StreamName name;
    for (const QStringView segment : delivery::segmentsOf(stream.key)) {
        if (segment == typePlaceholder)
            name.segments += type;
        else
            name.segments +=
                isInBraces(segment) ? valueAt(message, segment.sliced(1, segment.size() - 2)) : segment.toString();
    }
    if (type.size() > 1 && stream.key.endsWith(u'.' + typePlaceholder)) {
        name.joined = name.segments.first(name.segments.size() - type.size());
        name.joined.append(message.type);
    }
    return name;
}

Result<StreamFilter> StreamFilter::of(const Stream &stream, const HttpRequest &request)
{
    StreamFilter filter;
    for (const QString &text : stream.events) {
        Pattern pattern;
        const QList<QStringView> segments = delivery::segmentsOf(text);
        if (text == u"*"_s)
            pattern.isOpen = true;
        for (qsizetype i = 0; i < segments.size() && !pattern.isOpen; ++i) {
            const QStringView segment = segments.at(i);
            if (i == segments.size() - 1 && (segment == u"**" || segment == u"#")) {
                pattern.isOpen = true;
            } else if (isInBraces(segment)) {
                const auto value = requestValue(request, segment.sliced(1, segment.size() - 2).toString());
                if (!value)
                    return value.error();
                pattern.segments.append({*value, false});
                // The length before it: no two lists of values look the same.
                filter.m_signature += QString::number(value->size()) + u':' + *value;
            } else {
                pattern.segments.append({segment.toString(), segment == u"*"});
            }
        }
        filter.m_patterns.append(pattern);
    }
    return filter;
}

bool StreamFilter::accepts(const StreamName &name) const
{
    return std::any_of(m_patterns.begin(), m_patterns.end(), [&name](const Pattern &pattern) {
        return matches(pattern, name.segments) || (!name.joined.isEmpty() && matches(pattern, name.joined));
    });
}

bool StreamFilter::matches(const Pattern &pattern, const QStringList &name)
{
    if (name.size() < pattern.segments.size() || (!pattern.isOpen && name.size() > pattern.segments.size()))
        return false;
    for (qsizetype i = 0; i < pattern.segments.size(); ++i) {
        const Segment &segment = pattern.segments.at(i);
        // A key whose value is missing in the message is nobody's.
        if (name.at(i).isEmpty() || (!segment.isAny && segment.text != name.at(i)))
            return false;
    }
    return true;
}

} // namespace weir
