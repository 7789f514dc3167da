// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/store.h"
#include "core/message/message.h"

#include <QCoreApplication>
#include <QSet>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace weir {

/// An event that a success has caused and that happens later.
struct PlannedFollowUp
{
    TimePoint due;
    QString publication; ///< Its path.
    Message message;
};

/// Follow-up events that wait for their time, in a table of the bus's database: they survive a kill.
class FollowUpStore
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// Most that wait at a time; a success that would cause more fails instead.
    static constexpr std::size_t most = 100'000;

    /// Takes up what \a store, which must outlive it, holds.
    static Result<std::unique_ptr<FollowUpStore>> open(bus::Store &store);

    /// Keeps \a followUp, in the transaction that is open or in one of its own; one whose message id is kept already stays.
    Result<void> add(const PlannedFollowUp &followUp);
    /// Those that are due, the oldest first. They stay until forget().
    std::vector<PlannedFollowUp> due(TimePoint now) const;
    Result<void> forget(const QString &messageId);
    std::optional<TimePoint> nextDue() const;
    std::size_t size() const { return m_waiting.size(); }

private:
    explicit FollowUpStore(bus::Store &store) : m_store(store) {}
    Result<void> load();

    bus::Store &m_store;
    std::multimap<TimePoint, PlannedFollowUp> m_waiting;
    QSet<QString> m_ids; ///< Of their messages.
};

} // namespace weir
