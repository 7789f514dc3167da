// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/relay.h"

#include <QUuid>

#include <algorithm>

namespace weir::bus {

namespace {

constexpr Duration longestBackoff = std::chrono::minutes(1);
/// So many full batches are taken behind each other before older rows are looked at again.
constexpr int batchesInARow = 20;

Duration backoffAfter(Duration first, int failures)
{
    Duration wait = first;
    for (int i = 1; i < failures && wait < longestBackoff; ++i)
        wait *= 2;
    return std::min(wait, longestBackoff);
}

} // namespace

RelaySettings RelaySettings::of(const weir::Outbox &outbox)
{
    RelaySettings settings;
    settings.mode = outbox.mode;
    settings.poll = outbox.poll;
    settings.batch = outbox.batch;
    settings.maxAttempts = outbox.maxAttempts;
    return settings;
}

Relay::Relay(Outbox &outbox, EventSink &sink, const Clock &clock, RelaySettings settings)
    : m_outbox(outbox)
    , m_sink(sink)
    , m_clock(clock)
    , m_settings(std::move(settings))
    , m_nextPoll(clock.elapsed())
{
    if (m_settings.owner.isEmpty())
        m_settings.owner = QUuid::createUuid().toString(QUuid::WithoutBraces);
}

Result<void> Relay::run()
{
    const Duration now = m_clock.elapsed();
    if (now < m_nextPoll)
        return {};
    ++m_counts.polls;
    // On a fixed grid: polls that were missed meanwhile are skipped.
    const Duration step = std::max<Duration>(m_settings.poll, Duration(1));
    m_nextPoll += step * ((now - m_nextPoll) / step + 1);
    if (m_settings.mode == OutboxMode::Faithful)
        return runFaithful();
    std::int64_t after = 0;
    for (int batch = 1;; ++batch) {
        const bool isFromTheOldest = after == 0;
        const Result<bool> isFull = runHardened(after);
        if (!isFull)
            return isFull.error();
        const bool hasEnded = !*isFull && (isFromTheOldest || m_unreachableInRow > 0);
        if (hasEnded)
            return {};
        if (!*isFull || batch % batchesInARow == 0) // Meanwhile retries have become due.
            after = 0;
    }
}

/// The worker of the specification: no order, no lock, every failure counts, one batch.
Result<void> Relay::runFaithful()
{
    const Result<std::vector<OutboxRow>> rows = m_outbox.pending(m_settings.batch, m_settings.maxAttempts);
    if (!rows)
        return rows.error();
    for (const OutboxRow &row : *rows) {
        const Result<Message> message = row.message();
        const bool isPublished = message && m_sink.publish(*message, row.channel);
        ++(isPublished ? m_counts.published : m_counts.failed);
        Result<void> marked =
            isPublished ? m_outbox.markProcessed(row.id) : m_outbox.countFailure(row.id, row.retryCount + 1);
        if (!marked)
            return marked;
    }
    return {};
}

/// Marks the rows from \a first to before \a last, which were published in a row.
Result<void> Relay::markPublished(const Claim &claim, std::size_t first, std::size_t last, Store::Durability durability)
{
    const Result<int> marked = m_outbox.markProcessed(claim, first, last, durability);
    if (!marked)
        return marked.error();
    m_counts.fenced += static_cast<std::int64_t>(last - first) - *marked;
    return {};
}

Result<void> Relay::markFailed(const Claim &claim, std::size_t index, const QString &reason)
{
    const int failures = claim.rows[index].retryCount + 1;
    std::optional<TimePoint> next;
    if (failures < m_settings.maxAttempts)
        next = m_clock.now() + backoffAfter(m_settings.backoff, failures);
    ++(next ? m_counts.failed : m_counts.dead);
    const Result<bool> failed = m_outbox.markFailed(claim, index, reason, next);
    if (!failed)
        return failed.error();
    m_counts.fenced += *failed ? 0 : 1;
    return {};
}

/// One batch of rows behind \a after, which then stands at its last; whether there may be more at once.
Result<bool> Relay::runHardened(std::int64_t &after)
{
    const Duration deadline = m_clock.elapsed() + m_settings.lease;
    const Result<Claim> claim = m_outbox.claim(m_settings.owner, m_settings.batch, m_settings.lease, after);
    if (!claim)
        return claim.error();
    const std::size_t count = claim->rows.size();
    if (count > 0)
        after = claim->rows.back().position;
    std::vector<OutgoingEvent> events(count);
    std::vector<std::optional<QString>> unreadable(count);
    for (std::size_t i = 0; i < count; ++i) {
        Result<Message> message = claim->rows[i].message();
        if (message)
            events[i] = {std::move(*message), claim->rows[i].channel};
        else
            unreadable[i] = message.error().message;
    }
    std::size_t next = 0, marked = 0; // Rows from marked to before next were published.
    bool isReachable = true;
    const auto fail = [&](const QString &reason) -> Result<void> {
        if (Result<void> published = markPublished(*claim, marked, next, Store::Durability::OnDisk); !published)
            return published;
        marked = next + 1;
        return markFailed(*claim, next++, reason);
    };
    // What the lease no longer covers is somebody else's.
    while (isReachable && next < count && m_clock.elapsed() < deadline) {
        std::size_t end = next;
        while (end < count && !unreadable[end])
            ++end;
        if (end == next) {
            if (const Result<void> failed = fail(*unreadable[next]); !failed)
                return failed.error();
            continue;
        }
        for (const Result<std::int64_t> &position : m_sink.publishSome(std::span(events).subspan(next, end - next))) {
            if (position) {
                ++m_counts.published;
                ++next;
            } else if (isReachable = m_sink.isReachable(); !isReachable) {
                break;
            } else if (const Result<void> failed = fail(position.error().message); !failed) {
                return failed.error();
            }
        }
    }
    const bool isFull = next == count && count >= static_cast<std::size_t>(m_settings.batch);
    // While it drains, a crash of the server may have what was published in the last second published again.
    const Store::Durability durability = isFull ? Store::Durability::Soon : Store::Durability::OnDisk;
    if (const Result<void> published = markPublished(*claim, marked, next, durability); !published)
        return published.error();
    if (isReachable) {
        m_unreachableInRow = 0;
        return isFull;
    }
    ++m_counts.unreachable;
    m_nextPoll = m_clock.elapsed() + backoffAfter(m_settings.backoff, ++m_unreachableInRow);
    const Result<void> released = m_outbox.release(*claim, next, {});
    return released ? Result<bool>(false) : released.error();
}

} // namespace weir::bus
