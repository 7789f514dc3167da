// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/inbox.h"

namespace weir::bus {

using namespace Qt::StringLiterals;

Result<bool> Inbox::enter(const QString &consumer, const QString &event)
{
    Result<Store::Transaction> transaction = m_store.begin();
    if (!transaction)
        return transaction.error();
    const Result<int> entered =
        m_store.insert(Table::Inbox,
                       {{u"consumer"_s, Column::Type::Text, {consumer}},
                        {u"event_id"_s, Column::Type::Text, {event}},
                        {u"handled_at"_s, Column::Type::Instant, {storedInstant(m_clock.now())}}},
                       true);
    if (!entered)
        return entered.error();
    const Result<void> done = transaction->commit();
    return done ? Result<bool>(*entered == 1) : done.error();
}

Result<bool> Inbox::contains(const QString &consumer, const QString &event)
{
    const Result<QList<Row>> found =
        m_store.query(u"select 1 from inbox where consumer = ? and event_id = ?"_s, {consumer, event});
    return found ? Result<bool>(!found->isEmpty()) : found.error();
}

Result<int> Inbox::purge(TimePoint before, int most)
{
    return m_store.execute(u"delete from inbox where (consumer, event_id) in (select consumer, event_id from inbox "
                           "where handled_at < ? order by handled_at limit ?)"_s,
                           {storedInstant(before), most});
}

} // namespace weir::bus
