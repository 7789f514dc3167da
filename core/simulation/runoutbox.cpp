// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"

#include <algorithm>

namespace weir::sim {

void Run::addRow(Index index, Index publication, std::uint32_t number)
{
    OutboxState &outbox = m_outboxes[index];
    outbox.rows.push({m_now, publication, 0, number});
    outbox.backlog.enter(m_now);
    ++m_backlog;
}

/// The next tick of a relay's grid after now.
void Run::pollLater(Index index)
{
    const RelayState &relay = m_relays[index];
    const Time interval = m_network.outboxes[relay.outbox].poll;
    const Time ticks = m_now < relay.phase ? 0 : (m_now - relay.phase) / interval + 1;
    m_events.schedule(relay.phase + ticks * interval, slotFor(Poll, index));
}

/// A relay's tick: takes a batch, the oldest rows first.
void Run::poll(Index index)
{
    RelayState &relay = m_relays[index];
    OutboxState &outbox = m_outboxes[relay.outbox];
    const Outbox &options = m_network.outboxes[relay.outbox];
    if (outbox.down > 0) {
        ++m_ignored;
        pollLater(index);
        return;
    }
    const bool hardened = options.mode == OutboxMode::Hardened;
    // The seed's relays lock nothing: what another one is working on is still pending for this one.
    if (!hardened && options.relays > 1)
        copyClaimed(index);
    if ((outbox.rows.isEmpty() && relay.claimed.isEmpty()) || (outbox.unreachable > 0 && hardened)) {
        pollLater(index); // An unreachable broker counts no attempt.
        return;
    }
    while (relay.claimed.size() < options.batch && !outbox.rows.isEmpty())
        relay.claimed.push(outbox.rows.pop());
    relay.taken = static_cast<std::uint32_t>(relay.claimed.size());
    if (options.publishTime > 0) {
        m_events.schedule(m_now + options.publishTime, slotFor(RowPublished, index));
        return;
    }
    while (!relay.claimed.isEmpty())
        tryRow(outbox, relay, relay.claimed.pop());
    endBatch(index);
}

/// Takes rows that other relays of the same outbox have taken and not published yet: they will be published twice.
void Run::copyClaimed(Index index)
{
    RelayState &relay = m_relays[index];
    const std::size_t most = m_network.outboxes[relay.outbox].batch;
    for (const RelayState &other : m_relays) {
        if (other.outbox != relay.outbox || &other == &relay)
            continue;
        for (std::size_t i = 0; i < other.claimed.size() && relay.claimed.size() < most; ++i) {
            OutboxRow row = other.claimed.at(i);
            if (row.isCopy)
                continue;
            row.isCopy = true;
            relay.claimed.push(row);
        }
    }
}

/// A relay has spent the time for one row.
void Run::rowPublished(Index index)
{
    RelayState &relay = m_relays[index];
    OutboxState &outbox = m_outboxes[relay.outbox];
    const Outbox &options = m_network.outboxes[relay.outbox];
    ++m_ignored;                   // Part of the poll.
    if (relay.claimed.isEmpty()) { // The service was down meanwhile and the batch went back.
        pollLater(index);
        return;
    }
    if (outbox.unreachable > 0 && options.mode == OutboxMode::Hardened) {
        returnClaimed(relay);
        pollLater(index);
        return;
    }
    tryRow(outbox, relay, relay.claimed.pop());
    if (relay.claimed.isEmpty())
        endBatch(index);
    else
        m_events.schedule(m_now + options.publishTime, slotFor(RowPublished, index));
}

/// A batch is done: a hardened relay drains full batches without waiting.
void Run::endBatch(Index index)
{
    RelayState &relay = m_relays[index];
    returnClaimed(relay);
    const Outbox &options = m_network.outboxes[relay.outbox];
    if (options.mode == OutboxMode::Hardened && relay.taken == options.batch)
        m_events.schedule(m_now, slotFor(Poll, index));
    else
        pollLater(index);
}

/// A row is published, or that fails: the broker is away, or its channel is full.
void Run::tryRow(OutboxState &outbox, RelayState &relay, OutboxRow row)
{
    PublicationState &publication = m_publications[row.publication];
    const bool isFull =
        publication.limit != noIndex && publication.latency == 0 && rejects(m_limits[publication.limit]);
    if (row.isCopy) {
        publish(publication, row.committed, row.number, IsSecondCopy);
        return;
    }
    if (isFull) {
        ++m_channelRejected[m_network.publications[row.publication].channel];
        if (m_trace)
            traceEvent(Step::Rejected, row.publication, row.number);
    }
    if (outbox.unreachable > 0 || isFull)
        failRow(outbox, relay, row);
    else
        publishRow(outbox, row);
}

void Run::publishRow(OutboxState &outbox, const OutboxRow &row)
{
    outbox.backlog.leave(m_now);
    --m_backlog;
    if (row.isSent) {
        --outbox.sent;
        publish(m_publications[row.publication], row.committed, row.number, IsSecondCopy);
        return;
    }
    if (row.committed >= m_warmup)
        outbox.delay.add(m_now - row.committed);
    publish(m_publications[row.publication], row.committed, row.number);
}

/// A failure counts, whatever its cause (a hardened relay does not get here without a broker). A row without attempts left
/// stays pending for ever (faithful) or is given up (hardened).
void Run::failRow(OutboxState &outbox, RelayState &relay, OutboxRow row)
{
    const Outbox &options = m_network.outboxes[relay.outbox];
    if (++row.failures < options.maxAttempts) {
        relay.failed.push(row);
        return;
    }
    --m_backlog;
    if (options.mode == OutboxMode::Faithful) {
        ++outbox.stuck;
        return;
    }
    outbox.backlog.leave(m_now);
    if (row.isSent) {
        --outbox.sent;
        return;
    }
    ++outbox.dead;
    ++m_publications[row.publication].dead;
}

/// The relays of an outbox stop where they are. A row whose time is running is published, but not marked: it will be
/// published again, which makes a duplicate and never a loss.
void Run::halt(Index index)
{
    OutboxState &outbox = m_outboxes[index];
    for (RelayState &relay : m_relays) {
        if (relay.outbox != index || relay.claimed.isEmpty())
            continue;
        OutboxRow &row = relay.claimed.at(0);
        const PublicationState &publication = m_publications[row.publication];
        const bool isFull = publication.limit != noIndex && rejects(m_limits[publication.limit]);
        if (outbox.unreachable == 0 && !row.isSent && !row.isCopy && !isFull) {
            row.isSent = true;
            ++outbox.sent;
            if (row.committed >= m_warmup)
                outbox.delay.add(m_now - row.committed);
            const OutboxRow sent = row;
            publish(m_publications[sent.publication], sent.committed, sent.number);
        }
        returnClaimed(relay);
    }
}

/// Rows of the batch under way that were not published go back to the head of the table, in their order.
void Run::returnClaimed(RelayState &relay)
{
    RingQueue<OutboxRow> &rows = m_outboxes[relay.outbox].rows;
    for (std::size_t i = relay.claimed.size(); i > 0; --i) {
        if (!relay.claimed.at(i - 1).isCopy)
            rows.pushFront(relay.claimed.at(i - 1));
    }
    for (std::size_t i = relay.failed.size(); i > 0; --i)
        rows.pushFront(relay.failed.at(i - 1));
    relay.claimed.clear();
    relay.failed.clear();
}

} // namespace weir::sim
