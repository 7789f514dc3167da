// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/store.h"

#include "core/base/translate.h"
#include "core/bus/postgresstore.h"
#include "core/bus/sqlitestore.h"

#include <QSqlRecord>
#include <QThread>

#include <array>
#include <utility>

namespace weir::bus {

using namespace Qt::StringLiterals;

namespace {

/// Prepared statements that are kept at most; then all are made anew.
constexpr std::size_t mostStatements = 256;
/// How long another connection's transaction is waited for: about 5 s.
constexpr int mostTries = 20'000;
constexpr unsigned long betweenTries = 200; // Microseconds.

constexpr std::array allTables{Table::OutboxEvents, Table::EventStore,        Table::Deliveries, Table::Inbox,
                               Table::DeadLetters,  Table::WebhookDeliveries, Table::Leases};

} // namespace

Result<std::unique_ptr<Store>> Store::open(const QString &url)
{
    if (url.startsWith("postgres://"_L1) || url.startsWith("postgresql://"_L1))
        return PostgresStore::open(url);
    return SqliteStore::open(url.startsWith("sqlite://"_L1) ? url.mid(9) : url);
}

Store::Store(const QSqlDatabase &database, QString name) : m_database(database), m_name(std::move(name)) {}

Store::~Store()
{
    m_prepared.clear();
    const QString connection = m_database.connectionName();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(connection);
}

Error Store::failure(const QSqlError &error, const QString &sql)
{
    m_isReachable = !isUnreachable(error);
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return {
        weir::tr("The database “%1” refused “%2”: %3").arg(m_name, sql.section(u'\n', 0, 0).left(60), text.trimmed()),
        {},
        m_isReachable ? QString() : weir::tr("See that the database can be reached, and that its disk has space.")};
}

bool Store::wait(int &tries)
{
    if (++tries > mostTries)
        return false;
    QThread::usleep(betweenTries);
    return true;
}

/// Does \a work of \a query, and again for a while when another connection writes.
bool Store::patiently(const QSqlQuery &query, const std::function<bool()> &work) const
{
    for (int tries = 0; !work();) {
        if (m_depth > 0 || !isBusy(query.lastError()) || !wait(tries))
            return false;
    }
    return true;
}

Result<QSqlQuery *> Store::run(const QString &sql, const QVariantList &values)
{
    auto statement = m_prepared.find(sql);
    if (statement == m_prepared.end()) {
        if (m_prepared.size() >= mostStatements)
            m_prepared.clear();
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (!patiently(query, [&] { return query.prepare(sql); }))
            return failure(query.lastError(), sql);
        statement = m_prepared.emplace(sql, std::move(query)).first;
    }
    QSqlQuery &query = statement->second;
    for (int i = 0; i < values.size(); ++i)
        query.bindValue(i, bound(values.at(i)));
    if (!patiently(query, [&query] { return query.exec(); })) {
        const Error error = failure(query.lastError(), sql);
        query.finish();
        return error;
    }
    m_isReachable = true;
    return &query;
}

Result<int> Store::execute(const QString &sql, const QVariantList &values)
{
    if (values.isEmpty()) { // PostgreSQL prepares neither definitions nor the ends of transactions.
        QSqlQuery query(m_database);
        if (!patiently(query, [&] { return query.exec(sql); }))
            return failure(query.lastError(), sql);
        m_isReachable = true;
        return query.numRowsAffected();
    }
    const Result<QSqlQuery *> query = run(sql, values);
    if (!query)
        return query.error();
    const int changed = (*query)->numRowsAffected();
    (*query)->finish();
    return changed;
}

Result<QList<Row>> Store::query(const QString &sql, const QVariantList &values)
{
    const Result<QSqlQuery *> query = run(sql, values);
    if (!query)
        return query.error();
    QList<Row> rows;
    const int columns = (*query)->record().count();
    while ((*query)->next()) {
        Row row;
        row.reserve(columns);
        for (int i = 0; i < columns; ++i)
            row.append((*query)->value(i));
        rows.append(std::move(row));
    }
    const QSqlError error = (*query)->lastError();
    (*query)->finish();
    if (error.isValid())
        return failure(error, sql);
    return rows;
}

Result<Store::Transaction> Store::begin(Durability durability)
{
    if (m_depth == 0) {
        if (!m_isReachable) {
            if (const Result<void> back = reconnect(); !back)
                return back.error();
        }
        m_isDoomed = false;
        if (const Result<int> begun = beginWriting(durability); !begun)
            return begun.error();
    }
    ++m_depth;
    return Transaction(this, m_depth == 1);
}

Store::Transaction::Transaction(Transaction &&other) noexcept
    : m_store(std::exchange(other.m_store, nullptr))
    , m_isOuter(other.m_isOuter)
{}

Store::Transaction::~Transaction()
{
    if (!m_store)
        return;
    --m_store->m_depth;
    if (m_isOuter) { // What failed before says why; this cannot say more.
        const bool wasReachable = m_store->m_isReachable;
        (void)m_store->execute(u"rollback"_s);
        m_store->m_isReachable = wasReachable;
    } else {
        m_store->m_isDoomed = true;
    }
}

Result<void> Store::Transaction::commit()
{
    Q_ASSERT(m_store);
    if (!m_isOuter) {
        --std::exchange(m_store, nullptr)->m_depth;
        return {};
    }
    if (m_store->m_isDoomed)
        return Error{weir::tr("The transaction cannot end: a part of it was given up."), {}, {}};
    if (const Result<int> done = m_store->execute(u"commit"_s); !done)
        return done.error(); // The destructor rolls back.
    --std::exchange(m_store, nullptr)->m_depth;
    return {};
}

Result<void> Store::makeTables()
{
    Result<Transaction> transaction = begin();
    if (!transaction)
        return transaction.error();
    for (const Table table : allTables) {
        for (const QString &statement : tableStatements(table, engine())) {
            if (const Result<int> made = execute(statement); !made)
                return made.error();
        }
    }
    for (const QString &name : {u"bus"_s, u"outbox"_s}) {
        if (const Result<int> made = execute(u"insert into leases (name, fence) values (?, 0)"_s, {name}); !made)
            return made.error();
    }
    if (engine() == Engine::Sqlite) {
        for (const QString &pragma :
             {u"pragma application_id = %1"_s.arg(applicationId), u"pragma user_version = %1"_s.arg(schemaVersion)}) {
            if (const Result<int> set = execute(pragma); !set)
                return set.error();
        }
    } else if (const Result<int> set =
                   execute(u"insert into leases (name, fence) values ('schema', ?)"_s, {schemaVersion});
               !set) {
        return set.error();
    }
    return transaction->commit();
}

QString storedInstant(TimePoint time)
{
    using namespace std::chrono;
    const auto micros = floor<microseconds>(time);
    const auto day = floor<days>(micros);
    const year_month_day date(day);
    const std::int64_t inDay = (micros - day).count();
    QByteArray text(27, '0');
    const auto write = [&text](qsizetype at, std::int64_t value, int digits) {
        for (qsizetype i = at + digits - 1; i >= at; --i, value /= 10)
            text[i] = static_cast<char>('0' + value % 10);
    };
    write(0, static_cast<int>(date.year()), 4);
    write(5, static_cast<unsigned>(date.month()), 2);
    write(8, static_cast<unsigned>(date.day()), 2);
    write(11, inDay / 3'600'000'000, 2);
    write(14, inDay / 60'000'000 % 60, 2);
    write(17, inDay / 1'000'000 % 60, 2);
    write(20, inDay % 1'000'000, 6);
    text[4] = text[7] = '-';
    text[10] = 'T';
    text[13] = text[16] = ':';
    text[19] = '.';
    text[26] = 'Z';
    return QString::fromLatin1(text);
}

TimePoint instantOf(const QVariant &stored)
{
    using namespace std::chrono;
    const QByteArray text = stored.toByteArray();
    if (text.size() != 27)
        return {};
    const auto part = [&text](qsizetype at, qsizetype digits) { return text.mid(at, digits).toInt(); };
    const year_month_day date(year(part(0, 4)), month(static_cast<unsigned>(part(5, 2))),
                              day(static_cast<unsigned>(part(8, 2))));
    if (!date.ok())
        return {};
    return sys_days(date) + hours(part(11, 2)) + minutes(part(14, 2)) + seconds(part(17, 2))
        + microseconds(part(20, 6));
}

} // namespace weir::bus
