// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/deadletters.h"

#include "core/base/translate.h"
#include "core/bus/envelopebytes.h"
#include "core/message/envelope.h"

#include <nlohmann/json.hpp>

#include <QLoggingCategory>
#include <QRegularExpression>

#include <limits>

namespace weir::bus {

using namespace Qt::StringLiterals;

namespace {

/// Reasons that differ in numbers and ids only are one group.
QString groupOf(const QString &reason)
{
    static const QRegularExpression varying(u"\\b(?:[0-9a-f]{8}-[0-9a-f-]{27}|0x[0-9a-f]+|\\d+)\\b"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return QString(reason).replace(varying, u"#"_s).left(200);
}

/// A text in `like`, whose own wildcards stand for themselves.
QString likeText(QString text)
{
    for (const QChar special : {u'!', u'%', u'_'})
        text.replace(special, QString(u'!') + special);
    return u'%' + text + u'%';
}

/// The condition for \a filter; its limit aside.
std::pair<QString, QVariantList> conditionFor(const Store &store, const DeadLetterFilter &filter)
{
    QStringList conditions{u"id > ?"_s};
    QVariantList values{static_cast<qint64>(filter.after)};
    const auto restrict = [&](const QString &condition, const QVariantList &bound) {
        conditions += condition;
        values += bound;
    };
    if (!filter.subscription.isEmpty())
        restrict(u"subscription = ?"_s, {filter.subscription});
    if (!filter.eventType.isEmpty())
        restrict(u"event_type = ?"_s, {filter.eventType});
    if (!filter.reason.isEmpty())
        restrict(u"reason_group = ?"_s, {groupOf(filter.reason)});
    if (!filter.text.isEmpty())
        restrict(u"(lower(failure_reason) like ? escape '!' or lower(original_event) like ? escape '!')"_s,
                 {likeText(filter.text.toLower()), likeText(filter.text.toLower())});
    if (filter.since)
        restrict(u"failed_at >= ?"_s, {storedInstant(*filter.since)});
    if (!filter.ids.isEmpty()) {
        QVariantList ids;
        for (const qint64 id : filter.ids)
            ids.append(id);
        const auto [condition, bound] = store.oneOf(u"id"_s, ids);
        restrict(condition, bound);
    }
    return {conditions.join(u" and "_s), values};
}

QString letterColumns(const Store &store)
{
    return u"id, original_event, failure_reason, %1, retry_count, original_queue, subscription, channel, event_id, "
           "event_type, partition_key, %2, is_edited"_s.arg(store.instant(u"failed_at"_s),
                                                            store.instant(u"replay_at"_s));
}

QList<DeadLetter> lettersOf(const QList<Row> &rows)
{
    QList<DeadLetter> letters;
    for (const Row &row : rows) {
        DeadLetter letter;
        letter.id = row.at(0).toLongLong();
        letter.originalEvent = row.at(1).toString().toUtf8();
        letter.failureReason = row.at(2).toString();
        letter.failedAt = instantOf(row.at(3));
        letter.retryCount = row.at(4).toInt();
        letter.originalQueue = row.at(5).toString();
        letter.subscription = row.at(6).toString();
        letter.channel = row.at(7).toString();
        letter.eventId = row.at(8).toString();
        letter.eventType = row.at(9).toString();
        letter.partitionKey = row.at(10).toString();
        letter.isReplaying = !row.at(11).isNull();
        if (letter.isReplaying)
            letter.replayAt = instantOf(row.at(11));
        letter.isEdited = row.at(12).toInt() != 0;
        letters.append(std::move(letter));
    }
    return letters;
}

QString orEmpty(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

} // namespace

Q_LOGGING_CATEGORY(lcDeadLetters, "weir.bus.deadletters", QtInfoMsg)

Result<Message> DeadLetter::message() const
{
    return messageOf(originalEvent);
}

QByteArray DeadLetter::entryJson() const
{
    const auto quoted = [](const QString &text) {
        return QByteArray::fromStdString(jsonOf(text).dump(-1, ' ', false, Json::error_handler_t::replace));
    };
    return "{\"originalEvent\":" + originalEvent + ",\"failureReason\":" + quoted(failureReason)
        + ",\"failedAt\":" + quoted(timestampText({failedAt, {}})) + ",\"retryCount\":" + QByteArray::number(retryCount)
        + ",\"originalQueue\":" + quoted(originalQueue) + '}';
}

Result<void> DeadLetters::add(std::span<const DeadLetter> letters)
{
    if (letters.empty())
        return {};
    QList<Column> columns{{u"original_event"_s, Column::Type::Text, {}}, {u"failure_reason"_s, Column::Type::Text, {}},
                          {u"failed_at"_s, Column::Type::Instant, {}},   {u"retry_count"_s, Column::Type::Number, {}},
                          {u"original_queue"_s, Column::Type::Text, {}}, {u"subscription"_s, Column::Type::Text, {}},
                          {u"channel"_s, Column::Type::Text, {}},        {u"event_id"_s, Column::Type::Text, {}},
                          {u"event_type"_s, Column::Type::Text, {}},     {u"partition_key"_s, Column::Type::Text, {}},
                          {u"reason_group"_s, Column::Type::Text, {}}};
    for (const DeadLetter &letter : letters) {
        const QVariantList values{letter.originalEvent,
                                  orEmpty(letter.failureReason),
                                  storedInstant(letter.failedAt),
                                  letter.retryCount,
                                  orEmpty(letter.originalQueue),
                                  orEmpty(letter.subscription),
                                  orEmpty(letter.channel),
                                  orEmpty(letter.eventId),
                                  orEmpty(letter.eventType),
                                  orEmpty(letter.partitionKey),
                                  orEmpty(groupOf(letter.failureReason))};
        for (qsizetype i = 0; i < values.size(); ++i)
            columns[i].values.append(values.at(i));
    }
    Result<Store::Transaction> transaction = m_store.begin();
    if (!transaction)
        return transaction.error();
    const Result<int> added = m_store.insert(Table::DeadLetters, columns);
    return added ? transaction->commit() : added.error();
}

Result<QList<DeadLetter>> DeadLetters::list(const DeadLetterFilter &filter)
{
    const auto [condition, values] = conditionFor(m_store, filter);
    const Result<QList<Row>> rows = m_store.query(
        u"select %1 from dead_letters where %2 order by id limit ?"_s.arg(letterColumns(m_store), condition),
        values + QVariantList{filter.limit});
    return rows ? Result<QList<DeadLetter>>(lettersOf(*rows)) : rows.error();
}

Result<std::optional<DeadLetter>> DeadLetters::find(std::int64_t id)
{
    DeadLetterFilter filter;
    filter.ids = {id};
    const Result<QList<DeadLetter>> found = list(filter);
    if (!found)
        return found.error();
    return found->isEmpty() ? std::optional<DeadLetter>() : std::optional(found->first());
}

Result<QList<DeadLetterGroup>> DeadLetters::groups(const DeadLetterFilter &filter)
{
    const auto [condition, values] = conditionFor(m_store, filter);
    const Result<QList<Row>> rows = m_store.query(
        u"select reason_group, subscription, count(*), %1, %2 from dead_letters where %3 group by reason_group, "
        "subscription order by count(*) desc, reason_group, subscription limit ?"_s.arg(
            m_store.instant(u"min(failed_at)"_s), m_store.instant(u"max(failed_at)"_s), condition),
        values + QVariantList{filter.limit});
    if (!rows)
        return rows.error();
    QList<DeadLetterGroup> groups;
    for (const Row &row : *rows)
        groups.append({row.at(0).toString(), row.at(1).toString(), row.at(2).toLongLong(), instantOf(row.at(3)),
                       instantOf(row.at(4))});
    return groups;
}

Result<std::int64_t> DeadLetters::count(const DeadLetterFilter &filter)
{
    const auto [condition, values] = conditionFor(m_store, filter);
    const Result<QList<Row>> rows = m_store.query(u"select count(*) from dead_letters where "_s + condition, values);
    return rows ? Result<std::int64_t>(rows->value(0).value(0).toLongLong()) : rows.error();
}

Result<void> DeadLetters::edit(std::int64_t id, const QByteArray &envelope)
{
    const Result<EnvelopeReading> reading = readEnvelope(envelope, weir::tr("the edited event"));
    if (!reading)
        return reading.error();
    for (const Finding &finding : reading->findings) {
        if (finding.severity == Severity::Error)
            return Error{finding.message, finding.place, finding.hint};
    }
    const Message &message = reading->message;
    const Result<int> edited = m_store.execute(
        u"update dead_letters set original_event = ?, is_edited = 1 where id = ? and event_id = ? and event_type = ? "
        "and replay_at is null"_s,
        {QString::fromUtf8(envelopeBytes(message)), static_cast<qint64>(id), message.id, message.type});
    if (!edited)
        return edited.error();
    if (*edited == 1)
        return {};
    return Error{
        weir::tr("The dead letter %1 was not changed: it is gone, on its way, or another event by id or type.").arg(id),
        {},
        weir::tr("Keep the event's id and type; take a replay back first.")};
}

Result<int> DeadLetters::replay(const DeadLetterFilter &filter, double rate)
{
    const auto [condition, values] = conditionFor(m_store, filter);
    Result<Store::Transaction> transaction = m_store.begin();
    if (!transaction)
        return transaction.error();
    const Result<QList<Row>> rows = m_store.query(
        u"select id from dead_letters where replay_at is null and %1 order by id limit ?"_s.arg(condition),
        values + QVariantList{filter.limit});
    if (!rows)
        return rows.error();
    const auto spacing = Duration(rate > 0 ? static_cast<std::int64_t>(1e9 / rate) : 0);
    TimePoint at = m_clock.now();
    for (const Row &row : *rows) {
        Result<int> asked =
            m_store.execute(u"update dead_letters set replay_at = ? where id = ?"_s, {storedInstant(at), row.first()});
        if (!asked)
            return asked;
        at += spacing;
    }
    const Result<void> done = transaction->commit();
    return done ? Result<int>(static_cast<int>(rows->size())) : done.error();
}

Result<int> DeadLetters::cancelReplay(const DeadLetterFilter &filter)
{
    const auto [condition, values] = conditionFor(m_store, filter);
    return m_store.execute(u"update dead_letters set replay_at = null where replay_at > ? and "_s + condition,
                           QVariantList{storedInstant(m_clock.now())} + values);
}

Result<int> DeadLetters::discard(const DeadLetterFilter &filter, const QString &reason)
{
    if (reason.trimmed().isEmpty())
        return Error{
            weir::tr("Dead letters are discarded with a reason only."), {}, weir::tr("Say why nobody needs them.")};
    const auto [condition, values] = conditionFor(m_store, filter);
    Result<int> gone = m_store.execute(
        u"delete from dead_letters where id in (select id from dead_letters where replay_at is null and %1 order by id "
        "limit ?)"_s.arg(condition),
        values + QVariantList{filter.limit});
    if (gone)
        qCInfo(lcDeadLetters).noquote() << *gone << "dead letters discarded:" << reason;
    return gone;
}

Result<std::int64_t> DeadLetters::exportTo(const DeadLetterFilter &filter,
                                           const std::function<bool(QByteArrayView)> &write)
{
    DeadLetterFilter page = filter;
    page.limit = 1'000;
    std::int64_t written = 0;
    while (true) {
        const Result<QList<DeadLetter>> letters = list(page);
        if (!letters)
            return letters.error();
        for (const DeadLetter &letter : *letters) {
            if (!write(letter.entryJson() + '\n'))
                return written;
            ++written;
        }
        if (letters->size() < page.limit)
            return written;
        page.after = letters->last().id;
    }
}

Result<QList<DeadLetter>> DeadLetters::dueReplays(TimePoint now, int most)
{
    const Result<QList<Row>> rows =
        m_store.query(u"select %1 from dead_letters where replay_at <= ? order by replay_at, id limit ?"_s.arg(
                          letterColumns(m_store)),
                      {storedInstant(now), most});
    return rows ? Result<QList<DeadLetter>>(lettersOf(*rows)) : rows.error();
}

Result<std::optional<TimePoint>> DeadLetters::nextReplay()
{
    const Result<QList<Row>> rows = m_store.query(
        u"select %1 from dead_letters where replay_at is not null"_s.arg(m_store.instant(u"min(replay_at)"_s)));
    if (!rows)
        return rows.error();
    const QVariant first = rows->value(0).value(0);
    return first.isNull() ? std::optional<TimePoint>() : std::optional(instantOf(first));
}

Result<void> DeadLetters::acknowledged(std::int64_t id)
{
    const Result<int> gone = m_store.execute(u"delete from dead_letters where id = ?"_s, {static_cast<qint64>(id)});
    return gone ? Result<void>() : gone.error();
}

Result<void> DeadLetters::failedAgain(std::int64_t id, const QString &reason, int retryCount, TimePoint at)
{
    const Result<int> back = m_store.execute(
        u"update dead_letters set replay_at = null, failure_reason = ?, reason_group = ?, failed_at = ?, "
        "retry_count = retry_count + ? where id = ?"_s,
        {orEmpty(reason), orEmpty(groupOf(reason)), storedInstant(at), retryCount, static_cast<qint64>(id)});
    return back ? Result<void>() : back.error();
}

Result<int> DeadLetters::purge(TimePoint before, int most)
{
    return m_store.execute(u"delete from dead_letters where id in (select id from dead_letters where failed_at < ? and "
                           "replay_at is null order by id limit ?)"_s,
                           {storedInstant(before), most});
}

} // namespace weir::bus
