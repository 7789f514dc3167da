// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/eventstore.h"

#include "core/bus/envelopebytes.h"

#include <QHash>

namespace weir::bus {

using namespace Qt::StringLiterals;

namespace {

constexpr auto eventColumns = "position, channel, envelope, data";

Result<StoredEvent> storedEvent(const Row &row)
{
    Result<Message> message = messageOf(row.at(2).toString().toUtf8(), row.at(3).toString().toUtf8());
    if (!message)
        return message.error();
    return StoredEvent{row.at(0).toLongLong(), row.at(1).toString(), std::move(*message)};
}

QVariant orNull(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

/// What append() writes, in the order of valuesOf().
QList<Column> insertedColumns()
{
    return {{u"stream_id"_s, Column::Type::Text, {}},        {u"version"_s, Column::Type::Number, {}},
            {u"event_id"_s, Column::Type::Text, {}},         {u"type"_s, Column::Type::Text, {}},
            {u"schema_version"_s, Column::Type::Number, {}}, {u"data"_s, Column::Type::Text, {}},
            {u"correlation_id"_s, Column::Type::Text, {}},   {u"causation_id"_s, Column::Type::Text, {}},
            {u"occurred_at"_s, Column::Type::Instant, {}},   {u"recorded_at"_s, Column::Type::Instant, {}},
            {u"channel"_s, Column::Type::Text, {}},          {u"envelope"_s, Column::Type::Text, {}}};
}

QVariantList valuesOf(const Appended &event, const QString &stream, qint64 version, const QString &now)
{
    const Message &message = *event.message;
    const auto [envelope, data] = envelopeParts(message);
    return {stream,
            version,
            message.id,
            message.type,
            message.version,
            data.isEmpty() ? QVariant() : QVariant(data),
            orNull(message.correlationId),
            orNull(message.causationId),
            storedInstant(message.timestamp.instant),
            now,
            event.channel.isNull() ? u""_s : event.channel,
            envelope};
}

} // namespace

Result<std::vector<std::int64_t>> EventStore::append(std::span<const Appended> events)
{
    std::vector<std::int64_t> positions(events.size(), 0);
    if (events.empty())
        return positions;
    Result<Store::Transaction> transaction = m_store.begin();
    if (!transaction)
        return transaction.error();
    if (const Result<void> locked = m_store.lockPositions(); !locked)
        return locked.error();
    QStringList ids;
    QVariantList streams;
    for (const Appended &event : events) {
        ids.append(event.message->id);
        if (!event.key.isEmpty() && !streams.contains(event.key))
            streams.append(event.key);
    }
    // Which are there already, and how far each stream has come.
    QHash<QString, qint64> known, versions;
    const Result<QHash<QString, std::int64_t>> before = positionsOf(ids);
    if (!before)
        return before.error();
    for (auto id = before->keyBegin(); id != before->keyEnd(); ++id)
        known.insert(*id, 0);
    if (!streams.isEmpty()) {
        const auto [isStream, streamValues] = m_store.oneOf(u"stream_id"_s, streams);
        const Result<QList<Row>> ends = m_store.query(
            u"select stream_id, max(version) from event_store where %1 group by stream_id"_s.arg(isStream),
            streamValues);
        if (!ends)
            return ends.error();
        for (const Row &row : *ends)
            versions.insert(row.first().toString(), row.at(1).toLongLong());
    }
    QList<Column> columns = insertedColumns();
    const QString now = storedInstant(m_clock.now());
    QVariantList added;
    for (const Appended &event : events) {
        const Message &message = *event.message;
        if (known.contains(message.id))
            continue;
        known.insert(message.id, 0);
        added.append(message.id);
        const QString stream = event.key.isEmpty() ? message.id : event.key;
        const QVariantList values = valuesOf(event, stream, ++versions[stream], now);
        for (qsizetype i = 0; i < values.size(); ++i)
            columns[i].values.append(values.at(i));
    }
    if (!added.isEmpty()) {
        if (const Result<int> inserted = m_store.insert(Table::EventStore, columns); !inserted)
            return inserted.error();
        const auto [isAdded, addedValues] = m_store.oneOf(u"event_id"_s, added);
        const Result<QList<Row>> given =
            m_store.query(u"select event_id, position from event_store where "_s + isAdded, addedValues);
        if (!given)
            return given.error();
        for (const Row &row : *given)
            known.insert(row.first().toString(), row.at(1).toLongLong());
    }
    for (std::size_t i = 0; i < events.size(); ++i)
        positions[i] = std::exchange(known[events[i].message->id], 0);
    const Result<void> done = transaction->commit();
    return done ? Result<std::vector<std::int64_t>>(std::move(positions)) : done.error();
}

Result<EventBatch> EventStore::readAfter(std::int64_t position, int limit)
{
    EventBatch batch;
    // The oldest that were purged are counted in the lease row of the same name.
    const Result<QList<Row>> purged = m_store.query(u"select fence from leases where name = 'purged'"_s);
    const Result<QList<Row>> rows = purged
        ? m_store.query(u"select %1 from event_store where position > ? order by position limit ?"_s.arg(
                            QLatin1String(eventColumns)),
                        {static_cast<qint64>(position), limit})
        : purged;
    if (!rows)
        return rows.error();
    const std::int64_t gone = purged->isEmpty() ? 0 : purged->first().first().toLongLong();
    if (gone > position)
        batch.missed = gone - position;
    for (const Row &row : *rows) {
        Result<StoredEvent> event = storedEvent(row);
        if (!event)
            return event.error();
        batch.events.push_back(std::move(*event));
    }
    return batch;
}

Result<std::int64_t> EventStore::lastPosition()
{
    const Result<QList<Row>> rows =
        m_store.query(u"select coalesce(max(p), 0) from (select max(position) as p from event_store union all "
                      "select fence from leases where name = 'purged') as ends"_s);
    return rows ? Result<std::int64_t>(rows->value(0).value(0).toLongLong()) : rows.error();
}

Result<std::optional<std::int64_t>> EventStore::positionOf(const QString &id)
{
    const Result<QList<Row>> rows = m_store.query(u"select position from event_store where event_id = ?"_s, {id});
    if (!rows)
        return rows.error();
    if (rows->isEmpty())
        return std::optional<std::int64_t>();
    return std::optional<std::int64_t>(rows->first().first().toLongLong());
}

Result<QHash<QString, std::int64_t>> EventStore::positionsOf(const QStringList &ids)
{
    const auto [condition, values] = m_store.oneOf(u"event_id"_s, QVariantList(ids.begin(), ids.end()));
    const Result<QList<Row>> rows =
        m_store.query(u"select event_id, position from event_store where "_s + condition, values);
    if (!rows)
        return rows.error();
    QHash<QString, std::int64_t> positions;
    for (const Row &row : *rows)
        positions.insert(row.first().toString(), row.at(1).toLongLong());
    return positions;
}

Result<std::optional<StoredEvent>> EventStore::at(std::int64_t position)
{
    const Result<QList<Row>> rows =
        m_store.query(u"select %1 from event_store where position = ?"_s.arg(QLatin1String(eventColumns)),
                      {static_cast<qint64>(position)});
    if (!rows)
        return rows.error();
    if (rows->isEmpty())
        return std::optional<StoredEvent>();
    Result<StoredEvent> event = storedEvent(rows->first());
    if (!event)
        return event.error();
    return std::optional<StoredEvent>(std::move(*event));
}

Result<int> EventStore::purge(TimePoint before, int most)
{
    Result<Store::Transaction> transaction = m_store.begin();
    if (!transaction)
        return transaction.error();
    // From the oldest on, up to the first that is to stay: what is missing is then always a beginning.
    const Result<QList<Row>> rows = m_store.query(
        u"select position, recorded_at < ?, exists (select 1 from deliveries where event_position = position) "
        "from event_store order by position limit ?"_s,
        {storedInstant(before), most});
    if (!rows)
        return rows.error();
    qint64 last = 0;
    int count = 0;
    for (const Row &row : *rows) {
        if (!row.at(1).toBool() || row.at(2).toBool())
            break;
        last = row.at(0).toLongLong();
        ++count;
    }
    if (count == 0)
        return 0;
    if (Result<int> gone = m_store.execute(u"delete from event_store where position <= ?"_s, {last}); !gone)
        return gone;
    Result<int> noted = m_store.execute(
        u"insert into leases (name, fence) values ('purged', ?) on conflict (name) do update set fence = excluded.fence"_s,
        {last});
    if (!noted)
        return noted;
    const Result<void> done = transaction->commit();
    return done ? Result<int>(count) : done.error();
}

} // namespace weir::bus
