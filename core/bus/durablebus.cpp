// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/durablebus.h"

#include "core/bus/durablebusstate.h"
#include "core/delivery/effective.h"

#include <algorithm>

namespace weir::bus {

namespace {

/// Attempts that one run() makes with handlers at most; the next goes on.
constexpr int mostAttempts = 10'000;
/// Replays that are taken from the database at a time.
constexpr int replaysAtOnce = 100;
constexpr Duration purgeInterval = std::chrono::minutes(1);

} // namespace

DurableBus::State::State(const Catalog &catalog, Store &database, const Clock &time, const DurableBusSettings &wanted)
    : store(database)
    , clock(time)
    , settings(wanted)
    , broker(catalog, wanted.broker)
    , events(database, time)
    , dead(database, time)
    , inbox(database, time)
    , startedAt(time.now())
    , startedElapsed(time.elapsed())
    , nextReplayLook(startedAt)
    , nextPurge(startedAt + purgeInterval)
{
    for (const ConsumerPlan &plan : broker.subscriptions()) {
        const Channel *channel = broker.catalog().channel(plan.channel);
        atMostOnce.push_back(channel && delivery::guaranteeOf(broker.catalog(), *channel) == Guarantee::AtMostOnce);
    }
    handlers.resize(broker.subscriptions().size());
}

DurableBus::DurableBus(std::unique_ptr<State> state) : m_state(std::move(state)) {}

DurableBus::~DurableBus()
{
    (void)flush(); // What cannot be kept now is delivered again.
}

Result<std::unique_ptr<DurableBus>> DurableBus::open(const Catalog &catalog, Store &store, const Clock &clock,
                                                     const DurableBusSettings &settings)
{
    auto state = std::make_unique<State>(catalog, store, clock, settings);
    if (const Result<void> taken = state->takeUp(); !taken)
        return taken.error();
    return std::unique_ptr<DurableBus>(new DurableBus(std::move(state)));
}

void DurableBus::setKeyOf(KeyOf keyOf)
{
    m_state->keyOf = std::move(keyOf);
}

void DurableBus::setAccepted(std::function<void(const StoredEvent &)> accepted)
{
    m_state->accepted = std::move(accepted);
}

void DurableBus::setChanged(std::function<void(const CopyChange &)> changed)
{
    m_state->changed = std::move(changed);
}

Result<std::int64_t> DurableBus::publish(const Message &message, const QString &channel)
{
    const OutgoingEvent event{message, channel};
    return publishSome({&event, 1}).front();
}

std::vector<Result<std::int64_t>> DurableBus::publishSome(std::span<const OutgoingEvent> events)
{
    std::vector<Result<std::int64_t>> results(events.size(), Result<std::int64_t>(0));
    for (std::size_t i = 0; i < events.size(); ++i)
        submit(events[i].message, events[i].channel,
               [&results, i](const Result<std::int64_t> &position) { results[i] = position; });
    (void)m_state->flush(); // Its error is the answer of each.
    return results;
}

void DurableBus::submit(const Message &message, const QString &channel, Submitted done)
{
    m_state->submitted.push_back({message, channel, std::move(done)});
    if (!m_state->oldestUnsaved)
        m_state->oldestUnsaved = m_state->now();
}

bool DurableBus::isReachable() const
{
    return m_state->isReachable;
}

const Broker &DurableBus::broker() const
{
    return m_state->broker;
}

void DurableBus::setHandOver(int subscription, HandOver handOver)
{
    m_state->broker.setHandOver(subscription, handOver);
}

void DurableBus::setHandler(int subscription, ConsumerHandler handler)
{
    m_state->handlers.at(static_cast<std::size_t>(subscription)) = std::move(handler);
}

void DurableBus::State::collectChanges()
{
    std::vector<CopyChange> changes = broker.takeChanges();
    for (CopyChange &change : changes)
        unsaved.push_back(std::move(change));
    if (!unsaved.empty() && !oldestUnsaved)
        oldestUnsaved = now();
}

/// Hands replays that are due to the broker.
Result<void> DurableBus::State::startReplays()
{
    if (!isDue(nextReplayLook))
        return {};
    const TimePoint at = now();
    nextReplayLook = at + settings.deadLetterPoll;
    const Result<QList<DeadLetter>> due = dead.dueReplays(at, static_cast<int>(replaying.size()) + replaysAtOnce);
    if (!due)
        return due.error();
    for (const DeadLetter &letter : *due) {
        if (replaying.contains(letter.id))
            continue;
        Result<Message> message = letter.message();
        KeptCopy copy;
        copy.target = letter.subscription;
        copy.channel = letter.originalQueue;
        copy.key = letter.partitionKey;
        copy.deadLetter = letter.id;
        copy.acceptedAt = at;
        Result<CopyId> begun = message ? Result<CopyId>(0) : Result<CopyId>(message.error());
        if (message) {
            copy.message = std::make_shared<const Message>(std::move(*message));
            begun = broker.replay(std::move(copy), at);
        }
        if (begun) {
            replaying.insert(letter.id);
        } else if (Result<void> back = dead.failedAgain(letter.id, begun.error().message, 0, at); !back) {
            return back;
        }
    }
    const Result<std::optional<TimePoint>> next = dead.nextReplay();
    if (!next)
        return next.error();
    if (*next && **next > at)
        nextReplayLook = std::min(nextReplayLook, **next);
    return {};
}

/// Begins what may begin; runs what has a handler.
Result<void> DurableBus::State::start()
{
    for (int attempts = 0; attempts < mostAttempts;) {
        std::vector<Delivery> begun = broker.next(now());
        if (begun.empty())
            break;
        const bool mustKeep = std::any_of(begun.begin(), begun.end(), [this](const Delivery &delivery) {
            return atMostOnce[static_cast<std::size_t>(delivery.subscription)] && delivery.deadLetter == 0;
        });
        collectChanges();
        if (mustKeep) { // What is handed over at most once is forgotten before.
            if (Result<void> kept = flush(); !kept) {
                for (auto delivery = begun.rbegin(); delivery != begun.rend(); ++delivery)
                    broker.handBack(*delivery, now());
                return kept;
            }
        }
        bool anyHandled = false;
        for (Delivery &delivery : begun) {
            const ConsumerHandler handler = handlers[static_cast<std::size_t>(delivery.subscription)];
            if (!handler) {
                ready.push_back(std::move(delivery));
                continue;
            }
            broker.finished(delivery, handler(delivery), now());
            anyHandled = true;
            ++attempts;
        }
        if (!anyHandled)
            break;
    }
    collectChanges();
    return {};
}

Result<void> DurableBus::run()
{
    State &state = *m_state;
    Result<void> result;
    const auto note = [&result](const Result<void> &step) {
        if (!step && result)
            result = step;
    };
    const auto flushDue = [&] {
        const bool isFull = state.submitted.size() >= static_cast<std::size_t>(std::max(1, state.settings.groupSize));
        if (state.oldestUnsaved && (isFull || state.isDue(*state.oldestUnsaved + state.settings.groupCommit)))
            note(state.flush());
    };
    flushDue();
    note(state.startReplays());
    note(state.start());
    flushDue();
    if (state.isDue(state.nextPurge)) {
        const Result<bool> more = state.purge();
        if (!more)
            note(more.error());
        state.nextPurge = state.now() + (more && *more ? Duration(std::chrono::seconds(1)) : purgeInterval);
    }
    state.tell();
    return result;
}

std::optional<TimePoint> DurableBus::nextDeadline() const
{
    TimePoint next = std::min(m_state->nextReplayLook, m_state->nextPurge);
    if (m_state->oldestUnsaved)
        next = std::min(next, *m_state->oldestUnsaved + m_state->settings.groupCommit);
    if (const std::optional<TimePoint> due = m_state->broker.nextDeadline())
        next = std::min(next, *due);
    return next;
}

Result<std::vector<Delivery>> DurableBus::next()
{
    if (const Result<void> started = m_state->start(); !started)
        return started.error();
    return std::exchange(m_state->ready, {});
}

Result<std::vector<Delivery>> DurableBus::pull(int subscription, int most)
{
    std::vector<Delivery> begun = m_state->broker.pull(subscription, most, m_state->now());
    m_state->collectChanges();
    if (!begun.empty() && m_state->atMostOnce.at(static_cast<std::size_t>(subscription))) {
        if (const Result<void> kept = m_state->flush(); !kept) {
            for (auto delivery = begun.rbegin(); delivery != begun.rend(); ++delivery)
                m_state->broker.handBack(*delivery, m_state->now());
            return kept.error();
        }
    }
    return begun;
}

bool DurableBus::finished(const Delivery &delivery, const delivery::AttemptOutcome &outcome)
{
    const bool counts = m_state->broker.finished(delivery, outcome, m_state->now());
    m_state->collectChanges();
    return counts;
}

Result<void> DurableBus::flush()
{
    Result<void> flushed = m_state->flush();
    m_state->tell();
    return flushed;
}

EventStore &DurableBus::events()
{
    return m_state->events;
}

DeadLetters &DurableBus::deadLetters()
{
    return m_state->dead;
}

Inbox &DurableBus::inbox()
{
    return m_state->inbox;
}

Result<bool> DurableBus::purge()
{
    return m_state->purge();
}

TimePoint DurableBus::now() const
{
    return m_state->now();
}

} // namespace weir::bus
