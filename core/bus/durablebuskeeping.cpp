// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/translate.h"
#include "core/bus/durablebusstate.h"
#include "core/bus/envelopebytes.h"
#include "core/bus/killpoint.h"
#include "core/bus/outbox.h"

#include <QHash>
#include <QLoggingCategory>

#include <algorithm>

namespace weir::bus {

using namespace Qt::StringLiterals;

namespace {

/// Rows that are read or deleted at a time.
constexpr int rowsInChunk = 1'000;

} // namespace

Q_LOGGING_CATEGORY(lcDurableBus, "weir.bus.durable", QtInfoMsg)

/// Takes a copy up again; one whose consumer is gone becomes a dead letter.
Result<void> DurableBus::State::goOn(const KeptCopy &copy)
{
    const Result<void> restored = broker.restore(copy);
    if (restored)
        return {};
    qCWarning(lcDurableBus).noquote() << restored.error().message;
    CopyChange change;
    change.fate = Fate::Dead;
    change.failures = copy.failures;
    change.at = now();
    change.reason = restored.error().message;
    change.channel = copy.channel;
    change.key = copy.key;
    change.message = copy.message;
    DeadLetter letter = deadLetterOf(change);
    if (copy.target != copy.channel)
        letter.subscription = copy.target;
    if (Result<void> kept = dead.add({&letter, 1}); !kept)
        return kept;
    const Result<int> gone = store.execute(u"delete from deliveries where id = ?"_s, {static_cast<qint64>(copy.id)});
    return gone ? Result<void>() : gone.error();
}

/// Becomes the bus of the database, and goes on where the one before ended.
Result<void> DurableBus::State::takeUp()
{
    if (Result<void> locked = store.lockBus(); !locked)
        return locked;
    Result<Store::Transaction> transaction = store.begin();
    if (!transaction)
        return transaction.error();
    const Result<QList<Row>> taken =
        store.query(u"update leases set fence = fence + 1 where name = 'bus' returning fence"_s);
    if (!taken)
        return taken.error();
    fence = taken->value(0).value(0).toLongLong();
    qint64 last = 0, position = 0;
    std::shared_ptr<const Message> message;
    while (true) {
        const Result<QList<Row>> rows = store.query(
            u"select d.id, d.target, d.channel, d.partition_key, d.event_position, d.failures, d.last_delay, %1, %2, "
            "e.envelope, e.data from deliveries d join event_store e on e.position = d.event_position where d.id > ? "
            "order by d.id limit ?"_s.arg(store.instant(u"d.accepted_at"_s), store.instant(u"d.next_attempt_at"_s)),
            {last, rowsInChunk});
        if (!rows)
            return rows.error();
        for (const Row &row : *rows) {
            last = row.at(0).toLongLong();
            if (!message || row.at(4).toLongLong() != position) {
                Result<Message> read = messageOf(row.at(9).toString().toUtf8(), row.at(10).toString().toUtf8());
                if (!read)
                    return read.error();
                message = std::make_shared<const Message>(std::move(*read));
                position = row.at(4).toLongLong();
            }
            KeptCopy copy{last,
                          row.at(1).toString(),
                          row.at(2).toString(),
                          row.at(3).toString(),
                          position,
                          0,
                          row.at(5).toInt(),
                          Duration(row.at(6).toLongLong()),
                          instantOf(row.at(7)),
                          {},
                          message};
            if (!row.at(8).isNull())
                copy.notBefore = instantOf(row.at(8));
            if (Result<void> done = goOn(copy); !done)
                return done;
        }
        if (rows->size() < rowsInChunk)
            break;
    }
    broker.startIdsAt(last + 1);
    return transaction->commit();
}

/// Fails when another bus has taken the database over: this one was stopped for too long.
Result<void> DurableBus::State::checkFence()
{
    const Result<QList<Row>> row = store.query(u"select fence from leases where name = 'bus'"_s);
    if (!row)
        return row.error();
    if (row->value(0).value(0).toLongLong() == fence)
        return {};
    return Error{weir::tr("Another bus has taken over “%1”: nothing more is written by this one.").arg(store.name()),
                 {},
                 weir::tr("End this process.")};
}

DeadLetter DurableBus::State::deadLetterOf(const CopyChange &change) const
{
    DeadLetter letter;
    letter.originalEvent = envelopeBytes(*change.message);
    letter.failureReason = change.reason;
    letter.failedAt = change.at;
    letter.retryCount = change.failures;
    letter.originalQueue = change.channel;
    letter.eventId = change.message->id;
    letter.eventType = change.message->type;
    letter.partitionKey = change.key;
    if (change.subscription >= 0) {
        const ConsumerPlan &plan = broker.subscriptions()[static_cast<std::size_t>(change.subscription)];
        letter.subscription = plan.path;
        letter.channel = plan.deadLetter;
    }
    return letter;
}

/// Keeps what happened, and answers every submission.
Result<void> DurableBus::State::flush()
{
    collectChanges();
    oldestUnsaved.reset();
    if (submitted.empty() && unsaved.empty())
        return {};
    std::vector<Submission> submissions = std::exchange(submitted, {});
    std::vector<Result<std::int64_t>> results(submissions.size(), Result<std::int64_t>(0));
    std::vector<Accepting> admitted;
    Result<void> kept = keep(submissions, results, admitted);
    isReachable = kept || store.isReachable();
    if (!kept) {
        for (auto accepting = admitted.rbegin(); accepting != admitted.rend(); ++accepting)
            broker.withdraw(accepting->admission);
        for (Result<std::int64_t> &result : results)
            result = kept.error();
        if (!unsaved.empty()) // They are kept the next time.
            oldestUnsaved = now();
    } else {
        killPoint("after_commit_before_ack");
        for (const Accepting &accepting : admitted) {
            if (accepted)
                acceptedToTell.push_back(
                    {accepting.position, accepting.channel, submissions[accepting.submission].message});
        }
        for (CopyChange &change : unsaved) {
            if (isFinal(change.fate) && change.deadLetter != 0)
                replaying.erase(change.deadLetter);
            if (changed)
                changesToTell.push_back(std::move(change));
        }
        unsaved.clear();
    }
    for (std::size_t i = 0; i < submissions.size(); ++i) {
        if (submissions[i].done)
            submissions[i].done(results[i]);
    }
    return kept;
}

Result<void> DurableBus::State::keep(std::vector<Submission> &submissions, std::vector<Result<std::int64_t>> &results,
                                     std::vector<Accepting> &admitted)
{
    Result<Store::Transaction> transaction = store.begin();
    if (!transaction)
        return transaction.error();
    if (Result<void> ours = checkFence(); !ours)
        return ours;
    if (Result<void> changes = keepChanges(); !changes)
        return changes;
    const std::size_t before = unsaved.size();
    if (Result<void> taken = accept(submissions, results, admitted); !taken)
        return taken;
    if (Result<void> copies = keepCopies(admitted); !copies)
        return copies;
    // Accepting rejects and drops copies: those changes are the last, and withdrawn with it when this fails.
    const std::vector<CopyChange> others = std::exchange(unsaved, broker.takeChanges());
    const Result<void> more = keepChanges();
    const std::vector<CopyChange> added = std::exchange(unsaved, others);
    killPoint("before_commit");
    Result<void> done = more ? transaction->commit() : more;
    if (!done) {
        broker.putBackChanges(added);
        return done;
    }
    Q_ASSERT(unsaved.size() == before);
    unsaved.insert(unsaved.end(), added.begin(), added.end());
    return {};
}

/// Gives the submissions to the broker and the event store. Those that are known or refused have their result then.
Result<void> DurableBus::State::accept(std::vector<Submission> &submissions, std::vector<Result<std::int64_t>> &results,
                                       std::vector<Accepting> &admitted)
{
    if (submissions.empty())
        return {};
    QStringList ids;
    for (const Submission &submission : submissions)
        ids.append(submission.message.id);
    const Result<QHash<QString, std::int64_t>> known = events.positionsOf(ids);
    if (!known)
        return known.error();
    QHash<QString, std::size_t> firstOf; // Within the group.
    std::vector<std::pair<std::size_t, std::size_t>> again;
    std::vector<Appended> appended;
    for (std::size_t i = 0; i < submissions.size(); ++i) {
        const Submission &submission = submissions[i];
        if (const auto position = known->constFind(submission.message.id); position != known->cend()) {
            results[i] = *position;
            continue;
        }
        if (const auto first = firstOf.constFind(submission.message.id); first != firstOf.cend()) {
            again.emplace_back(i, *first);
            continue;
        }
        Accepting accepting;
        accepting.submission = i;
        accepting.channel = submission.channel;
        if (keyOf)
            accepting.key = keyOf(submission.message, submission.channel);
        Result<Admission> admission = broker.publish({submission.message, submission.channel, accepting.key, 0}, now());
        if (!admission) {
            results[i] = admission.error();
            continue;
        }
        accepting.admission = std::move(*admission);
        // Where the design decided, the channel of the first copy is what readers are told.
        if (accepting.channel.isEmpty() && !accepting.admission.copies.empty())
            accepting.channel = broker.kept(accepting.admission.copies.front())->channel;
        firstOf.insert(submission.message.id, admitted.size());
        appended.push_back({&submission.message, accepting.channel, accepting.key});
        admitted.push_back(std::move(accepting));
    }
    const Result<std::vector<std::int64_t>> positions = events.append(appended);
    if (!positions)
        return positions.error();
    for (std::size_t i = 0; i < admitted.size(); ++i) {
        admitted[i].position = (*positions)[i];
        results[admitted[i].submission] = admitted[i].position;
        broker.setPosition(admitted[i].admission, admitted[i].position);
    }
    for (const auto &[submission, first] : again)
        results[submission] = admitted[first].position;
    return {};
}

Result<void> DurableBus::State::keepCopies(const std::vector<Accepting> &admitted)
{
    QList<Column> columns{{u"id"_s, Column::Type::Number, {}},          {u"event_position"_s, Column::Type::Number, {}},
                          {u"target"_s, Column::Type::Text, {}},        {u"channel"_s, Column::Type::Text, {}},
                          {u"partition_key"_s, Column::Type::Text, {}}, {u"accepted_at"_s, Column::Type::Instant, {}}};
    const QString at = storedInstant(now());
    for (const Accepting &accepting : admitted) {
        for (const CopyId copy : accepting.admission.copies) {
            const std::optional<KeptCopy> kept = broker.kept(copy);
            if (!kept)
                continue; // Dropped again by a later one of the group.
            const QVariantList values{static_cast<qint64>(copy),
                                      static_cast<qint64>(accepting.position),
                                      kept->target,
                                      kept->channel,
                                      kept->key.isNull() ? u""_s : kept->key,
                                      at};
            for (qsizetype i = 0; i < values.size(); ++i)
                columns[i].values.append(values.at(i));
        }
    }
    if (columns.first().values.isEmpty())
        return {};
    const Result<int> inserted = store.insert(Table::Deliveries, columns);
    return inserted ? Result<void>() : inserted.error();
}

/// Writes what follows from `unsaved`.
Result<void> DurableBus::State::keepChanges()
{
    std::set<CopyId> over;
    QVariantList gone;
    std::vector<DeadLetter> letters;
    for (const CopyChange &change : unsaved) {
        const bool isForgotten = change.fate == Fate::Started && change.deadLetter == 0
            && atMostOnce[static_cast<std::size_t>(change.subscription)];
        if (!isFinal(change.fate) && !isForgotten)
            continue;
        if (change.deadLetter != 0) {
            if (Result<void> kept = keepReplay(change); !kept)
                return kept;
            continue;
        }
        over.insert(change.copy);
        gone.append(static_cast<qint64>(change.copy));
        if (change.fate == Fate::Dead || change.fate == Fate::Rejected)
            letters.push_back(deadLetterOf(change));
    }
    for (const CopyChange &change : unsaved) {
        if (change.fate != Fate::Retrying || change.deadLetter != 0 || over.contains(change.copy))
            continue;
        const Result<int> noted = store.execute(
            u"update deliveries set failures = ?, last_delay = ?, next_attempt_at = ?, last_error = ? where id = ?"_s,
            {change.failures, static_cast<qint64>(change.lastDelay.count()), storedInstant(change.nextAttempt),
             change.reason, static_cast<qint64>(change.copy)});
        if (!noted)
            return noted.error();
    }
    if (Result<void> kept = dead.add(letters); !kept)
        return kept;
    for (qsizetype first = 0; first < gone.size(); first += rowsInChunk) {
        const auto [condition, values] = store.oneOf(u"id"_s, gone.mid(first, rowsInChunk));
        if (const Result<int> deleted = store.execute(u"delete from deliveries where "_s + condition, values); !deleted)
            return deleted.error();
    }
    return {};
}

/// A replay came to its end.
Result<void> DurableBus::State::keepReplay(const CopyChange &change)
{
    if (change.fate == Fate::Succeeded || change.fate == Fate::Duplicate)
        return dead.acknowledged(change.deadLetter);
    return dead.failedAgain(change.deadLetter, change.reason, change.failures, change.at);
}

/// Tells what was kept. Whoever is told may call the bus.
void DurableBus::State::tell()
{
    if (isTelling)
        return;
    isTelling = true;
    while (!acceptedToTell.empty() || !changesToTell.empty()) {
        if (!acceptedToTell.empty()) {
            const StoredEvent event = std::move(acceptedToTell.front());
            acceptedToTell.pop_front();
            accepted(event);
            continue;
        }
        const CopyChange change = std::move(changesToTell.front());
        changesToTell.pop_front();
        changed(change);
    }
    isTelling = false;
}

Result<bool> DurableBus::State::purge()
{
    Duration retention = settings.retention;
    for (const Channel &channel : broker.catalog().channels())
        retention = std::max(retention, channel.retention.value_or(Duration::zero()));
    const TimePoint at = now();
    const Result<std::int64_t> letters = dead.count();
    if (!letters)
        return letters.error();
    Outbox outbox(store, clock);
    std::vector<Result<int>> steps{outbox.purge(at - settings.retention, rowsInChunk),
                                   inbox.purge(at - inboxRetention, rowsInChunk),
                                   events.purge(at - retention, rowsInChunk)};
    if (const std::int64_t over = *letters - settings.deadLetterCapacity; over > 0) {
        qCWarning(lcDurableBus) << "There is no room for" << over << "dead letters: the oldest go";
        steps.push_back(dead.purge(at, static_cast<int>(std::min<std::int64_t>(over, rowsInChunk))));
    }
    bool isAnyGone = false;
    for (const Result<int> &step : steps) {
        if (!step)
            return step.error();
        isAnyGone = isAnyGone || *step > 0;
    }
    return isAnyGone;
}

} // namespace weir::bus
