// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QSet>

#include <deque>
#include <utility>

namespace weir {

/// Which requests of webhooks were taken already, so that none takes effect twice. An implementation that is to hold
/// across restarts keeps them on disk.
class ReplayTable
{
public:
    virtual ~ReplayTable() = default;

    /// Whether \a key was remembered and is not yet forgotten.
    virtual Result<bool> contains(const QByteArray &key, TimePoint now) = 0;
    virtual Result<void> remember(const QByteArray &key, TimePoint now) = 0;
};

/// Remembers in memory: each key for a while, and no more than so many; then the oldest go.
class MemoryReplayTable : public ReplayTable
{
public:
    /// \a window must be at least twice the tolerance of the signatures: a request from the future lives that long.
    explicit MemoryReplayTable(Duration window = std::chrono::hours(24), std::size_t most = 200'000)
        : m_window(window)
        , m_most(most)
    {}

    Result<bool> contains(const QByteArray &key, TimePoint now) override;
    Result<void> remember(const QByteArray &key, TimePoint now) override;
    std::size_t size() const { return m_order.size(); }

private:
    void forget(TimePoint now);

    Duration m_window;
    std::size_t m_most;
    QSet<QByteArray> m_keys;
    std::deque<std::pair<TimePoint, QByteArray>> m_order; ///< When each was remembered, the oldest first.
};

} // namespace weir
