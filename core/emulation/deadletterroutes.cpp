// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/deadletterroutes.h"

#include "core/base/translate.h"
#include "core/emulation/replies.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace weir {

namespace {

constexpr int usualPage = 100, largestPage = 1'000;
constexpr qsizetype largestExport = 64 * 1024 * 1024; ///< Bytes of one answer; then the reader asks for the next page.

Json instantJson(TimePoint at)
{
    return timestampText({std::chrono::floor<std::chrono::milliseconds>(at), {}}).toStdString();
}

Error unknownLetter(qint64 id)
{
    return {tr("There is no dead letter %1.").arg(id), {}, tr("It may have been replayed or discarded meanwhile.")};
}

/// The filter in the query of \a request.
Result<bus::DeadLetterFilter> filterOf(const HttpRequest &request)
{
    bus::DeadLetterFilter filter;
    const auto text = [&request](const char *name) {
        return QString::fromUtf8(request.parameter(name).value_or(QByteArray()));
    };
    filter.subscription = text("subscription");
    filter.eventType = text("type");
    filter.reason = text("reason");
    filter.text = text("text");
    filter.limit = usualPage;
    if (const QString since = text("since"); !since.isEmpty()) {
        const auto instant = parseTimestamp(since);
        if (!instant)
            return Error{tr("“%1” is no instant.").arg(since),
                         {QStringLiteral("since"), 0, 0, {}},
                         tr("Write it as 2026-03-01T12:00:00Z.")};
        filter.since = instant->instant;
    }
    for (const auto &[name, least] : {std::pair{"after", qint64(0)}, std::pair{"limit", qint64(1)}}) {
        const QString given = text(name);
        bool isNumber = false;
        const qint64 number = given.toLongLong(&isNumber);
        if (given.isEmpty())
            continue;
        if (!isNumber || number < least)
            return Error{
                tr("“%1” is no number from %2.").arg(given).arg(least), {QString::fromLatin1(name), 0, 0, {}}, {}};
        if (QLatin1String(name) == QLatin1String("after"))
            filter.after = number;
        else
            filter.limit = static_cast<int>(std::min<qint64>(number, largestPage));
    }
    return filter;
}

/// The filter in a body; an empty one must say `"all": true`, so that nothing happens to all of them by mistake.
Result<bus::DeadLetterFilter> filterOf(const Json &body)
{
    bus::DeadLetterFilter filter;
    filter.limit = std::numeric_limits<int>::max();
    filter.subscription = memberText(body, u"subscription");
    filter.eventType = memberText(body, u"type");
    filter.reason = memberText(body, u"group");
    filter.text = memberText(body, u"text");
    if (const Json *ids = memberOf(body, u"ids")) {
        for (const Json &id : *ids) {
            if (!id.is_number_integer())
                return Error{
                    tr("“ids” is a list of numbers."), {QStringLiteral("body"), 0, 0, QStringLiteral("/ids")}, {}};
            filter.ids.append(id.get<qint64>());
        }
    }
    const Json *all = memberOf(body, u"all");
    const bool isAll = all != nullptr && all->is_boolean() && all->get<bool>();
    const bool isEmpty = filter.subscription.isEmpty() && filter.eventType.isEmpty() && filter.reason.isEmpty()
        && filter.text.isEmpty() && filter.ids.isEmpty();
    if (isEmpty && !isAll)
        return Error{tr("Which dead letters are meant?"),
                     {QStringLiteral("body"), 0, 0, {}},
                     tr("Give subscription, type, group (a reason), text or ids, or \"all\": true.")};
    return filter;
}

HttpResponse listReply(bus::DeadLetters &deadLetters, const bus::DeadLetterFilter &filter)
{
    const Result<QList<bus::DeadLetter>> letters = deadLetters.list(filter);
    if (!letters)
        return errorReply(503, letters.error());
    const Result<std::int64_t> total = deadLetters.count(filter);
    if (!total)
        return errorReply(503, total.error());
    Json items = Json::array();
    for (const bus::DeadLetter &letter : *letters)
        items.push_back(deadLetterJson(letter));
    return jsonReply(200, Json{{"deadLetters", std::move(items)}, {"total", *total}});
}

HttpResponse exportReply(bus::DeadLetters &deadLetters, const bus::DeadLetterFilter &filter)
{
    HttpResponse response;
    response.headers.set("Content-Type", "application/x-ndjson");
    const Result<std::int64_t> written = deadLetters.exportTo(filter, [&response](QByteArrayView bytes) {
        response.body.append(bytes);
        return response.body.size() < largestExport;
    });
    return written ? response : errorReply(503, written.error());
}

HttpResponse groupsReply(bus::DeadLetters &deadLetters, const bus::DeadLetterFilter &filter)
{
    const Result<QList<bus::DeadLetterGroup>> groups = deadLetters.groups(filter);
    if (!groups)
        return errorReply(503, groups.error());
    Json items = Json::array();
    for (const bus::DeadLetterGroup &group : *groups)
        items.push_back(deadLetterGroupJson(group));
    return jsonReply(200, Json{{"groups", std::move(items)}});
}

HttpResponse oneReply(bus::DeadLetters &deadLetters, qint64 id)
{
    const Result<std::optional<bus::DeadLetter>> letter = deadLetters.find(id);
    if (!letter)
        return errorReply(503, letter.error());
    return *letter ? jsonReply(200, deadLetterJson(**letter)) : errorReply(404, unknownLetter(id));
}

/// What stands behind `/dead-letters`, by slashes.
QList<QByteArray> pathBelow(const HttpRequest &request)
{
    QList<QByteArray> parts = request.path.split('/');
    parts.removeAll(QByteArray());
    if (!parts.isEmpty())
        parts.removeFirst();
    return parts;
}

std::optional<qint64> idOf(const QByteArray &text)
{
    bool isNumber = false;
    const qint64 id = text.toLongLong(&isNumber);
    return isNumber && id > 0 ? std::optional(id) : std::nullopt;
}

HttpResponse act(bus::DeadLetters &deadLetters, const QByteArray &verb, const bus::DeadLetterFilter &filter,
                 const Json &body)
{
    Result<int> done = 0;
    if (verb == "replay") {
        const Json *rate = memberOf(body, u"rate");
        if (rate != nullptr && !(rate->is_number() && rate->get<double>() >= 0))
            return errorReply(400,
                              {tr("“rate” is a number of events each second."),
                               {QStringLiteral("body"), 0, 0, QStringLiteral("/rate")},
                               {}});
        done = deadLetters.replay(filter, rate != nullptr ? rate->get<double>() : 0);
    } else if (verb == "cancel") {
        done = deadLetters.cancelReplay(filter);
    } else if (verb == "discard") {
        const QString reason = memberText(body, u"reason");
        if (reason.trimmed().isEmpty())
            return errorReply(400,
                              {tr("Why are they discarded?"),
                               {QStringLiteral("body"), 0, 0, QStringLiteral("/reason")},
                               tr("Give a “reason”: it is logged.")});
        done = deadLetters.discard(filter, reason);
    } else {
        return errorReply(404,
                          {tr("“%1” is nothing that can be done to dead letters.").arg(QString::fromUtf8(verb)),
                           {},
                           tr("There are: replay, cancel, discard.")});
    }
    if (!done)
        return errorReply(409, done.error());
    return jsonReply(200, Json{{verb == "replay" ? "replaying" : verb == "cancel" ? "cancelled" : "discarded", *done}});
}

HttpResponse actOnOne(bus::DeadLetters &deadLetters, qint64 id, const QByteArray &verb, const HttpRequest &request)
{
    const Result<std::optional<bus::DeadLetter>> letter = deadLetters.find(id);
    if (!letter)
        return errorReply(503, letter.error());
    if (!*letter)
        return errorReply(404, unknownLetter(id));
    if (verb.isEmpty()) {
        const Result<void> edited = deadLetters.edit(id, request.body);
        return edited ? oneReply(deadLetters, id) : errorReply(409, edited.error());
    }
    const Result<Json> body = jsonBody(request);
    if (!body)
        return errorReply(400, body.error());
    bus::DeadLetterFilter filter;
    filter.ids = {id};
    return act(deadLetters, verb, filter, *body);
}

} // namespace

Json deadLetterJson(const bus::DeadLetter &letter)
{
    const QByteArray entry = letter.entryJson();
    Json json = Json::parse(entry.begin(), entry.end(), nullptr, false);
    if (!json.is_object())
        json = Json::object();
    Json whole{{"id", letter.id}};
    whole.update(json);
    whole["subscription"] = letter.subscription.toStdString();
    whole["channel"] = letter.channel.toStdString();
    whole["eventId"] = letter.eventId.toStdString();
    whole["eventType"] = letter.eventType.toStdString();
    if (letter.isReplaying)
        whole["isReplaying"] = true;
    if (letter.isEdited)
        whole["isEdited"] = true;
    return whole;
}

Json deadLetterGroupJson(const bus::DeadLetterGroup &group)
{
    return Json{{"subscription", group.subscription.toStdString()},
                {"reason", group.reason.toStdString()},
                {"count", group.count},
                {"first", instantJson(group.first)},
                {"last", instantJson(group.last)}};
}

HttpResponse readDeadLetters(bus::DeadLetters &deadLetters, const HttpRequest &request)
{
    const QList<QByteArray> below = pathBelow(request);
    if (below.size() == 1 && below.first() != "groups") {
        const std::optional<qint64> id = idOf(below.first());
        return id ? oneReply(deadLetters, *id)
                  : errorReply(
                      404, {tr("“%1” is no number of a dead letter.").arg(QString::fromUtf8(below.first())), {}, {}});
    }
    const Result<bus::DeadLetterFilter> filter = filterOf(request);
    if (!filter)
        return errorReply(400, filter.error());
    if (below.size() == 1)
        return groupsReply(deadLetters, *filter);
    if (!below.isEmpty())
        return errorReply(404, {tr("There is nothing below a dead letter."), {}, {}});
    return request.parameter("format") == QByteArray("ndjson") ? exportReply(deadLetters, *filter)
                                                               : listReply(deadLetters, *filter);
}

HttpResponse changeDeadLetters(bus::DeadLetters &deadLetters, const HttpRequest &request)
{
    const QList<QByteArray> below = pathBelow(request);
    if (below.isEmpty() || below.size() > 2)
        return errorReply(404,
                          {tr("What is to be done?"), {}, tr("POST /dead-letters/replay, /dead-letters/ID/replay, …")});
    if (const std::optional<qint64> id = idOf(below.first()))
        return actOnOne(deadLetters, *id, below.value(1), request);
    if (below.size() == 2)
        return errorReply(404,
                          {tr("“%1” is no number of a dead letter.").arg(QString::fromUtf8(below.first())), {}, {}});
    const Result<Json> body = jsonBody(request);
    if (!body)
        return errorReply(400, body.error());
    const Result<bus::DeadLetterFilter> filter = filterOf(*body);
    return filter ? act(deadLetters, below.first(), *filter, *body) : errorReply(400, filter.error());
}

} // namespace weir
