// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/store.h"
#include "core/message/deliverylog.h"

namespace weir::bus {

/// Attempts of webhook deliveries in the table `webhook_deliveries`. Instants are kept to the microsecond.
class StoredDeliveryLog : public DeliveryLog
{
public:
    /// \a store must outlive it.
    explicit StoredDeliveryLog(Store &store) : m_store(store) {}

    Result<void> record(const DeliveryAttempt &attempt) override;
    Result<std::vector<DeliveryAttempt>> attempts(const DeliveryAttemptFilter &filter) override;
    /// Deletes up to \a most attempts that started before \a before; gives how many.
    Result<int> purge(TimePoint before, int most);

private:
    Store &m_store;
};

} // namespace weir::bus
