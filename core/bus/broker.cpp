// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/broker.h"

#include "core/base/translate.h"
#include "core/bus/brokerstate.h"

#include <algorithm>
#include <limits>

namespace weir::bus {

namespace {

constexpr std::size_t mostChanges = 1'000'000;

} // namespace

bool isFinal(Fate fate)
{
    return fate != Fate::Started && fate != Fate::Retrying;
}

Result<QStringList> Broker::State::channelsFor(const Posting &posting) const
{
    const QString &type = posting.message.type;
    if (!posting.channel.isEmpty()) {
        if (catalog.channel(posting.channel))
            return QStringList{posting.channel};
        return Error{
            weir::tr("The event “%1” cannot be published: the design has no channel “%2”.").arg(type, posting.channel),
            {},
            weir::tr("Name a channel of the design, or none: then the design decides.")};
    }
    QStringList channels;
    for (const int index : routing.producersOf(type)) {
        const QString &channel = routing.producers().at(index).channel;
        if (catalog.channel(channel) && !channels.contains(channel))
            channels.append(channel);
    }
    if (channels.isEmpty())
        return Error{
            weir::tr("The event “%1” cannot be published: nothing in the design publishes that type.").arg(type),
            {},
            weir::tr("Name the channel, or let a service send the event in the design.")};
    return channels;
}

Result<Admission> Broker::State::publish(const Posting &posting, std::int64_t now)
{
    const Result<QStringList> channels = channelsFor(posting);
    if (!channels)
        return channels.error();
    if (copies.size() >= static_cast<std::size_t>(std::max(0, options.maxCopies)))
        return Error{
            weir::tr("The event “%1” cannot be published: %2 deliveries are unfinished already, and no more are held.")
                .arg(posting.message.type)
                .arg(copies.size()),
            {},
            weir::tr("Let the consumers catch up, or give the channels a capacity.")};
    Admission admission;
    KeptCopy kept;
    kept.message = std::make_shared<const Message>(posting.message);
    kept.key = posting.key;
    kept.position = posting.position;
    kept.acceptedAt = timePoint(now);
    std::vector<int> reached; // An outgoing webhook hears all channels, and an event once.
    std::vector<int> full;
    for (const QString &channel : *channels) {
        for (const int index : queuesFor(posting.message.type, channel)) {
            if (std::find(reached.begin(), reached.end(), index) != reached.end())
                continue;
            reached.push_back(index);
            if (!makeRoom(queues[static_cast<std::size_t>(index)], admission, now)) {
                full.push_back(index);
                continue;
            }
            kept.id = lastCopy + 1;
            kept.channel = channel;
            wait(add(index, kept), now);
            admission.copies.push_back(lastCopy);
        }
    }
    admission.isUnmatched = reached.empty();
    if (!full.empty() && admission.copies.empty())
        return Error{weir::tr("The event “%1” cannot be published: the channel “%2” is full.")
                         .arg(posting.message.type, queues[static_cast<std::size_t>(full.front())].channel),
                     {},
                     weir::tr("Publish it again later, or give the channel more capacity.")};
    for (const int index : full) {
        kept.id = lastCopy + 1;
        kept.channel = queues[static_cast<std::size_t>(index)].channel;
        Copy &copy = add(index, kept);
        copy.where = Where::BackingOff; // It never waited.
        ++consumer(copy.subscription).counts.backingOff;
        admission.rejected.push_back(lastCopy);
        note(copy, Fate::Rejected, now, weir::tr("rejected: the channel “%1” is full").arg(kept.channel));
    }
    return admission;
}

void Broker::State::withdraw(const Admission &admission)
{
    for (const CopyId id : admission.copies) {
        Copy *const copy = find(id);
        Q_ASSERT(copy && copy->where == Where::Waiting);
        Queue &queue = queueOf(*copy);
        --queue.waiting;
        --consumer(copy->subscription).counts.accepted;
        if (queue.limit >= 0)
            --limits[static_cast<std::size_t>(queue.limit)].held;
        std::erase_if(queue.lanes[copy->lane].waiting, [id](const Standing &s) { return s.copy == id; });
        copies.erase(id);
    }
    const std::size_t noted = admission.rejected.size() + admission.dropped.size();
    Q_ASSERT(changes.size() >= noted);
    for (std::size_t i = changes.size() - noted; i < changes.size(); ++i) {
        SubscriptionCounts &counts = consumer(changes[i].subscription).counts;
        --(changes[i].fate == Fate::Rejected ? counts.rejected : counts.dropped);
        if (changes[i].fate == Fate::Rejected)
            --counts.accepted;
    }
    changes.resize(changes.size() - noted);
    for (auto kept = admission.dropped.rbegin(); kept != admission.dropped.rend(); ++kept) {
        Copy &copy = add(queueNamed(*kept), *kept);
        --consumer(copy.subscription).counts.accepted;
        wait(copy, latest, End::Front);
    }
}

Broker::Broker(const Catalog &catalog, const BrokerOptions &options)
    : m_state(std::make_unique<State>(catalog, options))
{}
Broker::~Broker() = default;
Broker::Broker(Broker &&) noexcept = default;
Broker &Broker::operator=(Broker &&) noexcept = default;

const Catalog &Broker::catalog() const
{
    return m_state->catalog;
}

const std::vector<ConsumerPlan> &Broker::subscriptions() const
{
    return m_state->plans;
}

int Broker::indexOf(QStringView path) const
{
    return m_state->indexByPath.value(path.toString(), -1);
}

void Broker::setHandOver(int subscription, HandOver handOver)
{
    m_state->consumer(subscription).handOver = handOver;
}

Result<Admission> Broker::publish(const Posting &posting, TimePoint now)
{
    m_state->latest = std::max(m_state->latest, nanosecondsOf(now));
    return m_state->publish(posting, m_state->latest);
}

void Broker::withdraw(const Admission &admission)
{
    m_state->withdraw(admission);
}

Result<void> Broker::restore(const KeptCopy &kept)
{
    const int queue = m_state->queueNamed(kept);
    if (queue < 0)
        return Error{
            weir::tr("A delivery to “%1” cannot go on: the design has no such consumer any more.").arg(kept.target),
            {},
            {}};
    State::Copy &copy = m_state->add(queue, kept);
    if (kept.notBefore && nanosecondsOf(*kept.notBefore) > m_state->latest) {
        copy.where = State::Where::BackingOff;
        copy.ticket = ++m_state->lastTicket;
        ++m_state->consumer(copy.subscription).counts.backingOff;
        State::Queue &own = m_state->queueOf(copy);
        const bool ordered = m_state->plan(copy.subscription).ordered;
        if (own.oneAtATime && ordered && kept.failures > 0) {
            copy.holdsLane = true;
            own.lanes[copy.lane].isHeld = true;
        }
        m_state->setTimer(State::TimerKind::Retry, nanosecondsOf(*kept.notBefore), copy);
    } else {
        m_state->wait(copy, m_state->latest);
    }
    return {};
}

Result<CopyId> Broker::replay(KeptCopy kept, TimePoint now)
{
    m_state->latest = std::max(m_state->latest, nanosecondsOf(now));
    kept.id = m_state->lastCopy + 1;
    if (!m_state->indexByPath.contains(kept.target))
        return Error{weir::tr("A dead letter cannot be replayed: the design has no consumer “%1”.").arg(kept.target),
                     {},
                     weir::tr("Discard it, or bring the consumer back.")};
    const CopyId id = kept.id;
    if (const Result<void> restored = restore(kept); !restored)
        return restored.error();
    return id;
}

std::vector<Delivery> Broker::next(TimePoint now)
{
    std::vector<Delivery> started;
    m_state->latest = std::max(m_state->latest, nanosecondsOf(now));
    m_state->fireTimers(m_state->latest, started);
    m_state->startDue(HandOver::Driven, -1, std::numeric_limits<std::size_t>::max(), m_state->latest, started);
    return started;
}

std::vector<Delivery> Broker::pull(int subscription, int most, TimePoint now)
{
    std::vector<Delivery> started;
    m_state->latest = std::max(m_state->latest, nanosecondsOf(now));
    m_state->startDue(HandOver::Pulled, subscription, static_cast<std::size_t>(std::max(0, most)), m_state->latest,
                      started);
    return started;
}

bool Broker::finished(const Delivery &delivery, const delivery::AttemptOutcome &outcome, TimePoint now)
{
    m_state->latest = std::max(m_state->latest, nanosecondsOf(now));
    return m_state->finished(delivery, outcome, m_state->latest);
}

void Broker::handBack(const Delivery &delivery, TimePoint now)
{
    m_state->latest = std::max(m_state->latest, nanosecondsOf(now));
    m_state->handBack(delivery, m_state->latest);
}

std::optional<TimePoint> Broker::nextDeadline() const
{
    const std::optional<std::int64_t> next = m_state->nextDeadline();
    return next ? std::optional(timePoint(*next)) : std::nullopt;
}

std::vector<CopyChange> Broker::takeChanges()
{
    return std::exchange(m_state->changes, {});
}

SubscriptionCounts Broker::counts(int subscription) const
{
    SubscriptionCounts counts = m_state->consumer(subscription).counts;
    for (const State::Queue &queue : m_state->queues) {
        if (std::find(queue.consumers.begin(), queue.consumers.end(), subscription) != queue.consumers.end())
            counts.depth += queue.waiting;
    }
    return counts;
}

std::int64_t Broker::unfinished() const
{
    return static_cast<std::int64_t>(m_state->copies.size());
}

std::optional<KeptCopy> Broker::kept(CopyId copy) const
{
    const State::Copy *const found = m_state->find(copy);
    return found ? std::optional(found->kept) : std::nullopt;
}

void Broker::putBackChanges(const std::vector<CopyChange> &changes)
{
    m_state->changes.insert(m_state->changes.begin(), changes.begin(), changes.end());
}

void Broker::setPosition(const Admission &admission, std::int64_t position)
{
    for (const CopyId id : admission.copies) {
        if (State::Copy *const copy = m_state->find(id))
            copy->kept.position = position;
    }
    for (CopyChange &change : m_state->changes) {
        if (std::find(admission.rejected.begin(), admission.rejected.end(), change.copy) != admission.rejected.end())
            change.position = position;
    }
}

void Broker::startIdsAt(CopyId first)
{
    m_state->lastCopy = std::max(m_state->lastCopy, first - 1);
}

void Broker::State::note(Copy &copy, Fate fate, std::int64_t now, const QString &reason)
{
    const KeptCopy &kept = copy.kept;
    SubscriptionCounts &counts = consumer(copy.subscription).counts;
    if (changes.size() < mostChanges)
        changes.push_back({fate, kept.id, copy.subscription, kept.failures, kept.lastDelay,
                           kept.notBefore.value_or(TimePoint()), timePoint(now), reason, kept.channel, kept.key,
                           kept.position, kept.deadLetter, kept.message});
    switch (fate) {
    case Fate::Started:
        ++counts.attempts;
        counts.retries += kept.failures > 0 ? 1 : 0;
        return;
    case Fate::Retrying:
        return;
    case Fate::Succeeded:
        ++counts.delivered;
        break;
    case Fate::Dead:
        ++counts.dead;
        break;
    case Fate::Lost:
        ++counts.lost;
        break;
    case Fate::Expired:
        ++counts.expired;
        break;
    case Fate::Dropped:
        ++counts.dropped;
        break;
    case Fate::Rejected:
        ++counts.rejected;
        break;
    case Fate::Duplicate:
        ++counts.duplicates;
        break;
    }
    Queue &queue = queueOf(copy);
    if (copy.where == Where::Waiting)
        --queue.waiting;
    else if (copy.where == Where::InFlight)
        --counts.inFlight;
    else
        --counts.backingOff;
    if (queue.limit >= 0)
        --limits[static_cast<std::size_t>(queue.limit)].held;
    copies.erase(kept.id);
}

} // namespace weir::bus
