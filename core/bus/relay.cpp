// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/relay.h"

#include <QUuid>

#include <algorithm>

namespace weir::bus {

namespace {

constexpr Duration longestBackoff = std::chrono::minutes(1);

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
    while (true) {
        const Result<bool> isFull = runHardened();
        if (!isFull)
            return isFull.error();
        if (!*isFull)
            return {};
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

/// One batch; whether there may be more at once.
Result<bool> Relay::runHardened()
{
    const Duration deadline = m_clock.elapsed() + m_settings.lease;
    const Result<Claim> claim = m_outbox.claim(m_settings.owner, m_settings.batch, m_settings.lease);
    if (!claim)
        return claim.error();
    std::size_t published = 0, i = 0;
    bool isReachable = true;
    const auto mark = [&]() -> Result<void> { // Those in a row that were published.
        Claim part = *claim;
        part.rows.assign(claim->rows.begin() + static_cast<std::ptrdiff_t>(i - published),
                         claim->rows.begin() + static_cast<std::ptrdiff_t>(i));
        const Result<int> marked = m_outbox.markProcessed(part, published);
        if (!marked)
            return marked.error();
        m_counts.fenced += static_cast<std::int64_t>(published) - *marked;
        published = 0;
        return {};
    };
    for (; i < claim->rows.size(); ++i) {
        // What the lease no longer covers is somebody else's.
        if (m_clock.elapsed() >= deadline)
            break;
        const OutboxRow &row = claim->rows[i];
        const Result<Message> message = row.message();
        const Result<std::int64_t> position =
            message ? m_sink.publish(*message, row.channel) : Result<std::int64_t>(message.error());
        if (position) {
            ++published;
            ++m_counts.published;
            continue;
        }
        if (message && !m_sink.isReachable()) {
            isReachable = false;
            break;
        }
        if (const Result<void> marked = mark(); !marked)
            return marked.error();
        const int failures = row.retryCount + 1;
        std::optional<TimePoint> next;
        if (failures < m_settings.maxAttempts)
            next = m_clock.now() + backoffAfter(m_settings.backoff, failures);
        ++(next ? m_counts.failed : m_counts.dead);
        const Result<bool> failed = m_outbox.markFailed(*claim, i, position.error().message, next);
        if (!failed)
            return failed.error();
        m_counts.fenced += *failed ? 0 : 1;
    }
    const std::size_t handled = i;
    if (const Result<void> marked = mark(); !marked)
        return marked.error();
    if (isReachable) {
        m_unreachableInRow = 0;
        return handled == claim->rows.size() && claim->rows.size() >= static_cast<std::size_t>(m_settings.batch);
    }
    ++m_counts.unreachable;
    m_nextPoll = m_clock.elapsed() + backoffAfter(m_settings.backoff, ++m_unreachableInRow);
    const Result<void> released = m_outbox.release(*claim, handled, {});
    return released ? Result<bool>(false) : released.error();
}

} // namespace weir::bus
