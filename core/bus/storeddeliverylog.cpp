// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/storeddeliverylog.h"

namespace weir::bus {

using namespace Qt::StringLiterals;

Result<void> StoredDeliveryLog::record(const DeliveryAttempt &attempt)
{
    Result<Store::Transaction> transaction = m_store.begin();
    if (!transaction)
        return transaction.error();
    const auto text = [](const QString &value) { return value.isNull() ? u""_s : value; };
    const Result<int> recorded =
        m_store.insert(Table::WebhookDeliveries,
                       {{u"webhook"_s, Column::Type::Text, {text(attempt.webhook)}},
                        {u"event_id"_s, Column::Type::Text, {text(attempt.event)}},
                        {u"event_type"_s, Column::Type::Text, {text(attempt.type)}},
                        {u"attempt"_s, Column::Type::Number, {attempt.attempt}},
                        {u"started_at"_s, Column::Type::Instant, {storedInstant(attempt.startedAt)}},
                        {u"latency"_s, Column::Type::Number, {static_cast<qint64>(attempt.latency.count())}},
                        {u"status"_s, Column::Type::Number, {attempt.status}},
                        {u"error"_s, Column::Type::Text, {text(attempt.error)}},
                        {u"next_attempt_at"_s,
                         Column::Type::Instant,
                         {attempt.nextAttemptAt ? QVariant(storedInstant(*attempt.nextAttemptAt)) : QVariant()}}});
    return recorded ? transaction->commit() : recorded.error();
}

Result<std::vector<DeliveryAttempt>> StoredDeliveryLog::attempts(const DeliveryAttemptFilter &filter)
{
    QStringList conditions{u"1 = 1"_s};
    QVariantList values;
    const auto restrict = [&](const QString &condition, const QVariant &value) {
        conditions += condition;
        values.append(value);
    };
    if (!filter.webhook.isEmpty())
        restrict(u"webhook = ?"_s, filter.webhook);
    if (!filter.event.isEmpty())
        restrict(u"event_id = ?"_s, filter.event);
    if (filter.failedOnly)
        conditions += u"error <> ''"_s;
    if (filter.since)
        restrict(u"started_at >= ?"_s, storedInstant(*filter.since));
    values.append(filter.limit);
    const Result<QList<Row>> rows = m_store.query(
        u"select webhook, event_id, event_type, attempt, %1, latency, status, error, %2 from webhook_deliveries where "
        u"%3 "
        "order by id desc limit ?"_s.arg(m_store.instant(u"started_at"_s), m_store.instant(u"next_attempt_at"_s),
                                         conditions.join(u" and "_s)),
        values);
    if (!rows)
        return rows.error();
    std::vector<DeliveryAttempt> attempts;
    for (const Row &row : *rows) {
        DeliveryAttempt attempt;
        attempt.webhook = row.at(0).toString();
        attempt.event = row.at(1).toString();
        attempt.type = row.at(2).toString();
        attempt.attempt = row.at(3).toInt();
        attempt.startedAt = instantOf(row.at(4));
        attempt.latency = Duration(row.at(5).toLongLong());
        attempt.status = row.at(6).toInt();
        attempt.error = row.at(7).toString();
        if (!row.at(8).isNull())
            attempt.nextAttemptAt = instantOf(row.at(8));
        attempts.push_back(std::move(attempt));
    }
    return attempts;
}

Result<int> StoredDeliveryLog::purge(TimePoint before, int most)
{
    return m_store.execute(u"delete from webhook_deliveries where id in (select id from webhook_deliveries where "
                           "started_at < ? order by started_at limit ?)"_s,
                           {storedInstant(before), most});
}

} // namespace weir::bus
