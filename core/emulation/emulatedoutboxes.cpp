// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/emulatedoutboxes.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace weir {

namespace {

constexpr Duration keptProcessed = std::chrono::hours(1); ///< How long published rows stay to be looked at.
constexpr int purgedAtOnce = 1'000;

bool isPostgres(const QString &database)
{
    return database.startsWith(QStringLiteral("postgres://")) || database.startsWith(QStringLiteral("postgresql://"));
}

} // namespace

QString outboxUrl(const QString &database, const QString &service)
{
    if (!isPostgres(database)) {
        const QString end = QStringLiteral(".db");
        const QString stem = database.endsWith(end) ? database.chopped(end.size()) : database;
        return stem + u'.' + service + end;
    }
    QUrl url(database);
    QUrlQuery options(url);
    const QString schema = options.hasQueryItem(QStringLiteral("schema"))
        ? options.queryItemValue(QStringLiteral("schema"))
        : QStringLiteral("weir");
    QString name = schema + u'_' + service;
    for (QChar &c : name)
        c = c.isLetterOrNumber() ? c.toLower() : QChar(u'_');
    options.removeQueryItem(QStringLiteral("schema"));
    options.addQueryItem(QStringLiteral("schema"), name);
    url.setQuery(options);
    return url.toString();
}

Result<std::unique_ptr<EmulatedOutboxes>> EmulatedOutboxes::open(const EmulatedDesign &design, const QString &database,
                                                                 const Clock &clock, const SinkOf &sinkOf)
{
    std::unique_ptr<EmulatedOutboxes> outboxes(new EmulatedOutboxes(clock));
    for (const EmulatedPublication &publication : design.publications()) {
        if (!publication.usesOutbox || outboxes->m_databases.count(publication.service) > 0)
            continue;
        const Service *service = design.catalog().service(publication.service);
        if (service == nullptr)
            continue;
        const Result<void> added = outboxes->add(*service, database, sinkOf(service->id));
        if (!added)
            return added.error();
    }
    return outboxes;
}

Result<void> EmulatedOutboxes::add(const Service &service, const QString &database, EventSink &sink)
{
    Result<std::unique_ptr<bus::Store>> store = bus::Store::open(outboxUrl(database, service.id));
    if (!store)
        return store.error();
    Database made;
    made.store = std::move(*store);
    made.outbox = std::make_unique<bus::Outbox>(*made.store, m_clock);
    const weir::Outbox designed = service.outbox.value_or(weir::Outbox());
    made.maxAttempts = designed.maxAttempts;
    for (int i = 0; i < std::max(1, designed.relays); ++i)
        made.relays.push_back(
            std::make_unique<bus::Relay>(*made.outbox, sink, m_clock, bus::RelaySettings::of(designed)));
    m_databases.emplace(service.id, std::move(made));
    return {};
}

Result<void> EmulatedOutboxes::write(const QString &service, const std::vector<ChanneledMessage> &messages)
{
    Database &database = m_databases.at(service);
    Result<bus::Store::Transaction> transaction = database.store->begin();
    if (!transaction)
        return transaction.error();
    // In their order; neighbours for one channel together.
    for (std::size_t i = 0; i < messages.size();) {
        std::vector<Message> together;
        const QString channel = messages[i].channel;
        for (; i < messages.size() && messages[i].channel == channel; ++i)
            together.push_back(messages[i].message);
        Result<void> written = database.outbox->write(together, channel);
        if (!written)
            return written;
    }
    return transaction->commit();
}

Result<bool> EmulatedOutboxes::run(const EmulatedFaults &faults)
{
    bool hasRun = false;
    for (auto &[service, database] : m_databases) {
        if (faults.isRelayDown(service))
            continue;
        for (const std::unique_ptr<bus::Relay> &relay : database.relays) {
            if (relay->nextPoll() > m_clock.elapsed())
                continue;
            hasRun = true;
            if (const Result<void> polled = relay->run(); !polled)
                return polled.error();
            if (const Result<int> purged = database.outbox->purge(m_clock.now() - keptProcessed, purgedAtOnce); !purged)
                return purged.error();
        }
    }
    return hasRun;
}

std::optional<Duration> EmulatedOutboxes::nextDeadline(const EmulatedFaults &faults) const
{
    std::optional<Duration> next;
    for (const auto &[service, database] : m_databases) {
        if (faults.isRelayDown(service))
            continue;
        for (const std::unique_ptr<bus::Relay> &relay : database.relays)
            next = next ? std::min(*next, relay->nextPoll()) : relay->nextPoll();
    }
    return next;
}

Result<std::map<QString, bus::OutboxCounts>> EmulatedOutboxes::counts()
{
    std::map<QString, bus::OutboxCounts> all;
    for (auto &[service, database] : m_databases) {
        const Result<bus::OutboxCounts> counted = database.outbox->counts(database.maxAttempts);
        if (!counted)
            return counted.error();
        all.emplace(service, *counted);
    }
    return all;
}

} // namespace weir
