// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/followupstore.h"

#include "core/base/translate.h"
#include "core/message/envelope.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace weir {

Result<std::unique_ptr<FollowUpStore>> FollowUpStore::open(bus::Store &store)
{
    const Result<int> made = store.execute(
        QStringLiteral("CREATE TABLE IF NOT EXISTS emulated_follow_ups (id text PRIMARY KEY, due text NOT NULL, "
                       "publication text NOT NULL, envelope text NOT NULL)"));
    if (!made)
        return made.error();
    std::unique_ptr<FollowUpStore> followUps(new FollowUpStore(store));
    const Result<void> loaded = followUps->load();
    if (!loaded)
        return loaded.error();
    return followUps;
}

Result<void> FollowUpStore::load()
{
    const Result<QList<bus::Row>> rows =
        m_store.query(QStringLiteral("SELECT due, publication, envelope FROM emulated_follow_ups"));
    if (!rows)
        return rows.error();
    for (const bus::Row &row : *rows) {
        const Result<EnvelopeReading> envelope = readEnvelope(row.at(2).toByteArray(), m_store.name());
        if (!envelope)
            return envelope.error();
        const TimePoint due = bus::instantOf(row.at(0));
        m_ids.insert(envelope->message.id);
        m_waiting.emplace(due, PlannedFollowUp{due, row.at(1).toString(), envelope->message});
    }
    return {};
}

Result<void> FollowUpStore::add(const PlannedFollowUp &followUp)
{
    if (m_ids.contains(followUp.message.id))
        return {};
    if (m_waiting.size() >= most)
        return Error{
            tr("%1 follow-up events wait already; %2 cannot be kept.").arg(most).arg(followUp.publication), {}, {}};
    const QByteArray envelope = QByteArray::fromStdString(envelopeJson(followUp.message).dump());
    const Result<int> kept = m_store.execute(
        QStringLiteral("INSERT INTO emulated_follow_ups (id, due, publication, envelope) VALUES (?, ?, ?, ?)"),
        {followUp.message.id, bus::storedInstant(followUp.due), followUp.publication, QString::fromUtf8(envelope)});
    if (!kept)
        return kept.error();
    m_ids.insert(followUp.message.id);
    m_waiting.emplace(followUp.due, followUp);
    return {};
}

std::vector<PlannedFollowUp> FollowUpStore::due(TimePoint now) const
{
    std::vector<PlannedFollowUp> due;
    for (auto it = m_waiting.begin(); it != m_waiting.end() && it->first <= now; ++it)
        due.push_back(it->second);
    return due;
}

Result<void> FollowUpStore::forget(const QString &messageId)
{
    const Result<int> removed =
        m_store.execute(QStringLiteral("DELETE FROM emulated_follow_ups WHERE id = ?"), {messageId});
    if (!removed)
        return removed.error();
    m_ids.remove(messageId);
    // It is one of the oldest, as only those are due.
    const auto isIt = [&messageId](const auto &waiting) { return waiting.second.message.id == messageId; };
    if (const auto found = std::find_if(m_waiting.begin(), m_waiting.end(), isIt); found != m_waiting.end())
        m_waiting.erase(found);
    return {};
}

std::optional<TimePoint> FollowUpStore::nextDue() const
{
    return m_waiting.empty() ? std::nullopt : std::optional(m_waiting.begin()->first);
}

} // namespace weir
