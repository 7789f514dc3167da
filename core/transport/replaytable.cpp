// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/replaytable.h"

namespace weir {

Result<bool> MemoryReplayTable::contains(const QByteArray &key, TimePoint now)
{
    forget(now);
    return m_keys.contains(key);
}

Result<void> MemoryReplayTable::remember(const QByteArray &key, TimePoint now)
{
    forget(now);
    const auto before = m_keys.size();
    m_keys.insert(key);
    if (m_keys.size() == before)
        return {};
    while (!m_order.empty() && m_order.size() >= m_most) {
        m_keys.remove(m_order.front().second);
        m_order.pop_front();
    }
    m_order.emplace_back(now, key);
    return {};
}

/// A clock that is set back keeps keys longer, never shorter.
void MemoryReplayTable::forget(TimePoint now)
{
    while (!m_order.empty() && now - m_order.front().first > m_window) {
        m_keys.remove(m_order.front().second);
        m_order.pop_front();
    }
}

} // namespace weir
