// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/outbox.h"

#include "core/base/translate.h"
#include "core/bus/envelopebytes.h"

#include <algorithm>

namespace weir::bus {

using namespace Qt::StringLiterals;

namespace {

constexpr auto isDue = "status = 'pending' and (next_attempt_at is null or next_attempt_at <= ?)"_L1;

std::optional<TimePoint> optionalInstant(const QVariant &stored)
{
    return stored.isNull() ? std::nullopt : std::optional(instantOf(stored));
}

/// Narrows a statement to rows that are still those of \a claim. A server that crashed may give its number again, to another.
/// They are pending still, and found by the index of those.
void addOwnership(const Claim &claim, QString &statement, QVariantList &values)
{
    statement += u" and status = 'pending' and fence = ? and owner = ?"_s;
    values.append(static_cast<qint64>(claim.fence));
    values.append(claim.owner);
}

} // namespace

Result<Message> OutboxRow::message() const
{
    return messageOf(payload);
}

Result<void> Outbox::write(std::span<const Message> messages, const QString &channel)
{
    if (messages.empty())
        return {};
    const auto count = static_cast<qsizetype>(messages.size());
    QList<Column> columns{{u"event_type"_s, Column::Type::Text, {}},
                          {u"payload"_s, Column::Type::Text, {}},
                          {u"created_at"_s, Column::Type::Instant, QVariantList(count, storedInstant(m_clock.now()))}};
    if (!channel.isEmpty())
        columns.append({u"channel"_s, Column::Type::Text, QVariantList(count, channel.toUtf8())});
    columns[0].values.reserve(count);
    columns[1].values.reserve(count);
    for (const Message &message : messages) {
        columns[0].values.append(message.type.toUtf8());
        columns[1].values.append(envelopeBytes(message));
    }
    Result<Store::Transaction> transaction = m_store.begin();
    if (!transaction)
        return transaction.error();
    if (const Result<int> inserted = m_store.insert(Table::OutboxEvents, columns); !inserted)
        return inserted.error();
    return transaction->commit();
}

/// Rows of the table or, when \a with defines one, of what \a rest begins with.
Result<std::vector<OutboxRow>> Outbox::select(Columns columns, const QString &rest, const QVariantList &values,
                                              const QString &with)
{
    QString names = u"%1, %2, channel, retry_count, fence"_s.arg(m_store.outboxPosition(), m_store.bytes(u"payload"_s));
    if (columns == Columns::All) {
        names += u", id, event_type, status, last_error, owner"_s;
        for (const QString &instant : {u"created_at"_s, u"processed_at"_s, u"next_attempt_at"_s, u"locked_until"_s})
            names += u", "_s + m_store.instant(instant);
    }
    const Result<QList<Row>> answer = m_store.query(with + u"select %1 from %2"_s.arg(names, rest), values);
    if (!answer)
        return answer.error();
    std::vector<OutboxRow> rows;
    rows.reserve(static_cast<std::size_t>(answer->size()));
    for (const Row &row : *answer) {
        OutboxRow made;
        made.position = row.at(0).toLongLong();
        made.payload = row.at(1).toByteArray();
        made.channel = row.at(2).toString();
        made.retryCount = row.at(3).toInt();
        made.fence = row.at(4).toLongLong();
        if (columns == Columns::All) {
            made.id = row.at(5).toString();
            made.eventType = row.at(6).toString();
            made.status = row.at(7).toString();
            made.lastError = row.at(8).toString();
            made.owner = row.at(9).toString();
            made.createdAt = instantOf(row.at(10));
            made.processedAt = optionalInstant(row.at(11));
            made.nextAttemptAt = optionalInstant(row.at(12));
            made.lockedUntil = optionalInstant(row.at(13));
        }
        rows.push_back(std::move(made));
    }
    return rows;
}

Result<std::vector<OutboxRow>> Outbox::pending(int batch, int maxAttempts)
{
    return select(Columns::All, u"outbox_events where status = 'pending' and retry_count < ? limit ?"_s,
                  {maxAttempts, batch});
}

Result<void> Outbox::markProcessed(const QString &id)
{
    const Result<int> marked =
        m_store.execute(u"update outbox_events set status = 'processed', processed_at = ? where id = ?"_s,
                        {storedInstant(m_clock.now()), id});
    return marked ? Result<void>() : marked.error();
}

Result<void> Outbox::countFailure(const QString &id, int retryCount)
{
    const Result<int> counted =
        m_store.execute(u"update outbox_events set retry_count = ? where id = ?"_s, {retryCount, id});
    return counted ? Result<void>() : counted.error();
}

/// Leases the whole outbox; gives the fence of the lease, 0 when another relay has it.
Result<std::int64_t> Outbox::leaseWhole(const QString &owner, Duration lease, TimePoint now)
{
    const Result<QList<Row>> answer = m_store.query(u"select fence, owner, until from leases where name = 'outbox'"_s);
    if (!answer)
        return answer.error();
    const Row row = answer->value(0);
    std::int64_t fence = row.value(0).toLongLong();
    const bool isOurs = row.value(1).toString() == owner;
    const TimePoint until = instantOf(row.value(2));
    if (!isOurs && until > now)
        return 0;
    if (isOurs && until > now + lease / 2)
        return fence; // Long enough: nothing is written.
    if (!isOurs || until <= now)
        ++fence;
    const Result<int> taken =
        m_store.execute(u"update leases set fence = ?, owner = ?, until = ? where name = 'outbox'"_s,
                        {static_cast<qint64>(fence), owner, storedInstant(now + lease)});
    if (!taken)
        return taken.error();
    return fence;
}

Result<Claim> Outbox::claim(const QString &owner, int batch, Duration lease, std::int64_t after)
{
    const TimePoint now = m_clock.now();
    Claim claim;
    claim.owner = owner;
    claim.until = now + lease;
    if (m_store.engine() != Engine::Sqlite)
        return claimRows(std::move(claim), batch, now, after);
    Result<Store::Transaction> transaction = m_store.begin();
    if (!transaction)
        return transaction.error();
    const Result<std::int64_t> fence = leaseWhole(owner, lease, now);
    if (!fence)
        return fence.error();
    claim.fence = *fence;
    if (claim.fence == 0)
        return claim;
    Result<std::vector<OutboxRow>> rows =
        select(Columns::Relayed,
               u"outbox_events where %1 > ? and %2 order by %1 limit ?"_s.arg(m_store.outboxPosition(), isDue),
               {static_cast<qint64>(after), storedInstant(now), batch});
    if (!rows)
        return rows.error();
    claim.rows = std::move(*rows);
    const Result<void> done = transaction->commit();
    return done ? Result<Claim>(std::move(claim)) : done.error();
}

/// Claims row by row, in one statement; locked rows stay where they are, so `ctid` finds them again. Nothing waits for the
/// disk: a claim that a crash of the server takes back is one that ended early, and what its relay marks afterwards fails for
/// its fence.
Result<Claim> Outbox::claimRows(Claim claim, int batch, TimePoint now, std::int64_t after)
{
    Result<Store::Transaction> transaction = m_store.begin(Store::Durability::Soon);
    if (!transaction)
        return transaction.error();
    const QString position = m_store.outboxPosition(), at = storedInstant(now);
    const QString with =
        u"with picked as materialized (select ctid from outbox_events where %1 > ? and %2 "
        "and (locked_until is null or locked_until <= ?) order by %1 limit ?%3), "
        "fenced as (update leases set fence = fence + 1 where name = 'outbox' and exists (select 1 from picked) "
        "returning fence), "
        "claimed as (update outbox_events set owner = ?, fence = fenced.fence, locked_until = ? from picked, fenced "
        "where outbox_events.ctid = picked.ctid and status = 'pending' returning outbox_events.*) "_s.arg(
            position, isDue, m_store.skipLocked());
    Result<std::vector<OutboxRow>> rows =
        select(Columns::Relayed, u"claimed order by "_s + position,
               {static_cast<qint64>(after), at, at, batch, claim.owner, storedInstant(claim.until)}, with);
    if (!rows)
        return rows.error();
    claim.rows = std::move(*rows);
    if (claim.rows.empty())
        return claim;
    claim.fence = claim.rows.front().fence;
    const Result<void> done = transaction->commit();
    return done ? Result<Claim>(std::move(claim)) : done.error();
}

/// Whether the lease of the whole outbox is still that of \a claim; rows of PostgreSQL are asked one by one.
Result<bool> Outbox::isHeld(const Claim &claim)
{
    if (m_store.engine() != Engine::Sqlite)
        return true;
    const Result<QList<Row>> answer = m_store.query(u"select fence from leases where name = 'outbox'"_s);
    if (!answer)
        return answer.error();
    return answer->value(0).value(0).toLongLong() == claim.fence;
}

/// A condition for some rows of a claim that are still its own.
std::pair<QString, QVariantList> Outbox::rowsOf(const Claim &claim, std::size_t first, std::size_t last) const
{
    const QString position = m_store.outboxPosition();
    const std::int64_t low = claim.rows[first].position, high = claim.rows[last - 1].position;
    if (high - low + 1 == static_cast<std::int64_t>(last - first))
        return {position + u" between ? and ?"_s, {static_cast<qint64>(low), static_cast<qint64>(high)}};
    QVariantList positions;
    for (std::size_t i = first; i < last; ++i)
        positions.append(static_cast<qint64>(claim.rows[i].position));
    return m_store.oneOf(position, positions);
}

Result<int> Outbox::markProcessed(const Claim &claim, std::size_t first, std::size_t last, Store::Durability durability)
{
    Q_ASSERT(first <= last && last <= claim.rows.size());
    if (first == last)
        return 0;
    Result<Store::Transaction> transaction = m_store.begin(durability);
    if (!transaction)
        return transaction.error();
    const Result<bool> held = isHeld(claim);
    if (!held)
        return held.error();
    if (!*held)
        return 0;
    const auto [condition, positions] = rowsOf(claim, first, last);
    QString statement = u"update outbox_events set status = 'processed', processed_at = ? where "_s + condition;
    QVariantList values = QVariantList{storedInstant(m_clock.now())} + positions;
    if (m_store.engine() != Engine::Sqlite)
        addOwnership(claim, statement, values);
    const Result<int> marked = m_store.execute(statement, values);
    if (!marked)
        return marked.error();
    const Result<void> done = transaction->commit();
    return done ? marked : done.error();
}

Result<bool> Outbox::markFailed(const Claim &claim, std::size_t index, const QString &reason,
                                std::optional<TimePoint> nextAttempt)
{
    Q_ASSERT(index < claim.rows.size());
    Result<Store::Transaction> transaction = m_store.begin();
    if (!transaction)
        return transaction.error();
    Result<bool> held = isHeld(claim);
    if (!held || !*held)
        return held;
    const OutboxRow &row = claim.rows[index];
    QString statement = u"update outbox_events set status = ?, retry_count = ?, last_error = ?, next_attempt_at = ?, "
                        "locked_until = null where %1 = ?"_s.arg(m_store.outboxPosition());
    QVariantList values{nextAttempt ? u"pending"_s : u"dead"_s, row.retryCount + 1, reason,
                        nextAttempt ? QVariant(storedInstant(*nextAttempt)) : QVariant(),
                        static_cast<qint64>(row.position)};
    if (m_store.engine() != Engine::Sqlite)
        addOwnership(claim, statement, values);
    const Result<int> marked = m_store.execute(statement, values);
    if (!marked)
        return marked.error();
    const Result<void> done = transaction->commit();
    return done ? Result<bool>(*marked == 1) : done.error();
}

Result<void> Outbox::release(const Claim &claim, std::size_t first, std::optional<TimePoint> notBefore)
{
    if (m_store.engine() == Engine::Sqlite) {
        const Result<int> freed =
            m_store.execute(u"update leases set until = ? where name = 'outbox' and fence = ?"_s,
                            {storedInstant(notBefore.value_or(m_clock.now())), static_cast<qint64>(claim.fence)});
        return freed ? Result<void>() : freed.error();
    }
    if (first >= claim.rows.size())
        return {};
    const auto [condition, positions] = rowsOf(claim, first, claim.rows.size());
    QString statement = u"update outbox_events set locked_until = ? where "_s + condition;
    QVariantList values = QVariantList{notBefore ? QVariant(storedInstant(*notBefore)) : QVariant()} + positions;
    addOwnership(claim, statement, values);
    const Result<int> freed = m_store.execute(statement, values);
    return freed ? Result<void>() : freed.error();
}

Result<OutboxCounts> Outbox::counts(int maxAttempts)
{
    const Result<QList<Row>> answer =
        m_store.query(u"select status, case when retry_count >= ? then 1 else 0 end, count(*) from outbox_events "
                      "group by 1, 2"_s,
                      {maxAttempts});
    if (!answer)
        return answer.error();
    OutboxCounts counts;
    for (const Row &row : *answer) {
        const QString status = row.at(0).toString();
        const qint64 count = row.at(2).toLongLong();
        if (status == "processed"_L1)
            counts.processed += count;
        else if (status == "dead"_L1)
            counts.dead += count;
        else
            counts.pending += count;
        if (status == "pending"_L1 && row.at(1).toInt() == 1)
            counts.stuck += count;
    }
    return counts;
}

Result<std::vector<OutboxRow>> Outbox::rows(int limit)
{
    return select(Columns::All, u"outbox_events order by %1 limit ?"_s.arg(m_store.outboxPosition()), {limit});
}

Result<int> Outbox::purge(TimePoint before, int most)
{
    return m_store.execute(
        u"delete from outbox_events where %1 in (select %1 from outbox_events where status = "
        "'processed' and processed_at < ? order by processed_at limit ?)"_s.arg(m_store.outboxPosition()),
        {storedInstant(before), most});
}

} // namespace weir::bus
