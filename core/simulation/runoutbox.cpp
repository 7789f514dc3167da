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
    if (outbox.isDown) {
        ++m_ignored;
        pollLater(index);
        return;
    }
    const bool hardened = options.mode == OutboxMode::Hardened;
    if (outbox.rows.isEmpty() || (m_brokerIsDown && hardened)) {
        pollLater(index); // An unreachable broker counts no attempt.
        return;
    }
    relay.taken = static_cast<std::uint32_t>(std::min<std::size_t>(options.batch, outbox.rows.size()));
    for (std::uint32_t i = 0; i < relay.taken; ++i)
        relay.claimed.push(outbox.rows.pop());
    if (options.publishTime > 0) {
        m_events.schedule(m_now + options.publishTime, slotFor(RowPublished, index));
        return;
    }
    while (!relay.claimed.isEmpty()) {
        const OutboxRow row = relay.claimed.pop();
        if (m_brokerIsDown)
            failRow(outbox, relay, row);
        else
            publishRow(outbox, row);
    }
    endBatch(index);
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
    if (m_brokerIsDown && options.mode == OutboxMode::Hardened) {
        returnClaimed(relay);
        pollLater(index);
        return;
    }
    const OutboxRow row = relay.claimed.pop();
    if (m_brokerIsDown)
        failRow(outbox, relay, row);
    else
        publishRow(outbox, row);
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

void Run::publishRow(OutboxState &outbox, const OutboxRow &row)
{
    outbox.backlog.leave(m_now);
    --m_backlog;
    if (row.committed >= m_warmup)
        outbox.delay.add(m_now - row.committed);
    publish(m_publications[row.publication], row.committed, row.number);
}

/// Faithful: a failure counts, whatever its cause; a row without attempts left stays pending for ever.
void Run::failRow(OutboxState &outbox, RelayState &relay, OutboxRow row)
{
    if (++row.failures < m_network.outboxes[relay.outbox].maxAttempts) {
        relay.failed.push(row);
        return;
    }
    ++outbox.stuck;
    --m_backlog;
}

/// Rows of the batch under way that were not published go back to the head of the table, in their order.
void Run::returnClaimed(RelayState &relay)
{
    RingQueue<OutboxRow> &rows = m_outboxes[relay.outbox].rows;
    for (std::size_t i = relay.claimed.size(); i > 0; --i)
        rows.pushFront(relay.claimed.at(i - 1));
    for (std::size_t i = relay.failed.size(); i > 0; --i)
        rows.pushFront(relay.failed.at(i - 1));
    relay.claimed.clear();
    relay.failed.clear();
}

} // namespace weir::sim
