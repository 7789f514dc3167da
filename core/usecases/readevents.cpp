// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/readevents.h"

#include "core/base/translate.h"
#include "core/message/cloudeventmapping.h"
#include "core/message/envelope.h"
#include "core/syntax/reader.h"

#include <QFile>

#include <algorithm>

namespace weir {

namespace {

/// The first error of \a findings, \a line lines further down.
Error firstErrorOf(const Findings &findings, int line)
{
    const auto isError = [](const Finding &finding) { return finding.severity == Severity::Error; };
    const auto found = std::find_if(findings.begin(), findings.end(), isError);
    if (found == findings.end())
        return {tr("This is no event."), {}, {}};
    Place place = found->place;
    place.line += line;
    return {found->message, place, found->hint};
}

Result<Message> messageAt(const Node &document, int line, TimePoint receivedAt)
{
    if (document.isObject() && document[u"specversion"].isValid()) {
        const CloudEventReading reading = readCloudEvent(document);
        if (!reading.isValid())
            return firstErrorOf(reading.findings, line);
        return messageOf(reading.event, receivedAt).message;
    }
    EnvelopeReading reading = readEnvelope(document);
    if (!reading.isValid())
        return firstErrorOf(reading.findings, line);
    return std::move(reading.message);
}

Result<QList<Message>> eventsIn(const Node &document, int line, TimePoint receivedAt)
{
    QList<Message> events;
    const auto add = [&](const Node &node) -> Result<void> {
        Result<Message> event = messageAt(node, line, receivedAt);
        if (!event)
            return event.error();
        events.append(std::move(*event));
        return {};
    };
    if (!document.isArray()) {
        const Result<void> added = add(document);
        return added ? Result<QList<Message>>(events) : added.error();
    }
    for (const Node node : document) {
        if (const Result<void> added = add(node); !added)
            return added.error();
    }
    return events;
}

Result<QList<Message>> eventsOfLines(const QByteArray &bytes, const QString &name, TimePoint receivedAt)
{
    QList<Message> events;
    int line = 0;
    for (const QByteArray &text : bytes.split('\n')) {
        if (!text.trimmed().isEmpty()) {
            const auto tree = readJson(text, name);
            if (!tree) {
                Error error = tree.error();
                error.place.line += line;
                return error;
            }
            const Result<QList<Message>> further = eventsIn(tree->root(), line, receivedAt);
            if (!further)
                return further.error();
            events += *further;
        }
        ++line;
    }
    return events;
}

} // namespace

Result<QList<Message>> readEvents(const QString &path, TimePoint receivedAt, QIODevice *standardInput)
{
    QFile file(path);
    const bool isStandardInput = path == u"-" && standardInput != nullptr;
    if (!isStandardInput && !file.open(QIODevice::ReadOnly))
        return Error{tr("%1 could not be read: %2.").arg(path, file.errorString()), {}, {}};
    const QByteArray bytes = isStandardInput ? standardInput->readAll() : file.readAll();
    const QString name = isStandardInput ? tr("standard input") : path;
    const auto whole = readJson(bytes, name);
    const bool isLines =
        !whole && bytes.trimmed().contains('\n') && readJson(bytes.trimmed().split('\n').first(), name);
    Result<QList<Message>> events = whole ? eventsIn(whole->root(), 0, receivedAt)
        : isLines                         ? eventsOfLines(bytes, name, receivedAt)
                                          : Result<QList<Message>>(whole.error());
    if (events && events->isEmpty())
        return Error{tr("There is no event in %1.").arg(name), {}, {}};
    return events;
}

} // namespace weir
