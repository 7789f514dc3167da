// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/bus/ddl.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <memory>
#include <unordered_map>

namespace weir::bus {

/// A row of a query's answer.
using Row = QVariantList;

/// A column of a table and what an insertion puts into it.
struct Column
{
    enum class Type : std::uint8_t { Text, Number, Instant };

    QString name;
    Type type = Type::Text;
    QVariantList
        values; ///< One for each row: texts as QByteArray (UTF-8) or QString, numbers as qint64; invalid: NULL.
};

/// The runtime's database: SQLite, or PostgreSQL. One connection, used in the thread that opened it.
///
/// Both engines have the same tables. Instants are texts in UTC with six digits: `2026-03-01T12:00:00.000000Z`, which both
/// compare as they follow each other.
class Store
{
public:
    /// Opens, and makes the tables of a new database. \a url is `postgres://user:password@host:port/database` (with
    /// `?schema=name`) or the path of a file. A file that is damaged, is no Weir database or was made by a newer version is
    /// refused with the reason and left as it is.
    static Result<std::unique_ptr<Store>> open(const QString &url);
    virtual ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    virtual Engine engine() const = 0;
    /// For statements of the application's own in the same transactions.
    QSqlDatabase connection() const { return m_database; }
    /// What it was opened with, without a password.
    const QString &name() const { return m_name; }
    /// False after an operation failed because the database could not be reached or written, until one succeeds.
    bool isReachable() const { return m_isReachable; }

    /// What has happened once a transaction is committed.
    enum class Durability : std::uint8_t {
        OnDisk, ///< It outlives a crash of the machine.
        Soon, ///< PostgreSQL: it may be lost in a crash, as a whole, until a later one is on disk; at most for a second.
    };

    /// Begins a transaction that may write, or joins the one that is open. Everything is undone unless commit() succeeds.
    class Transaction
    {
    public:
        Transaction(Transaction &&other) noexcept;
        Transaction &operator=(Transaction &&) = delete;
        ~Transaction();
        /// Ends it. On failure nothing of it is left.
        Result<void> commit();

    private:
        friend class Store;
        Transaction(Store *store, bool isOuter) : m_store(store), m_isOuter(isOuter) {}

        Store *m_store = nullptr;
        bool m_isOuter = false; ///< Not one that joined another.
    };
    /// The durability is that of the outermost.
    Result<Transaction> begin(Durability durability = Durability::OnDisk);
    bool isInTransaction() const { return m_depth > 0; }

    /// Runs a statement with `?` for each of \a values; gives the number of rows that it changed.
    Result<int> execute(const QString &sql, const QVariantList &values = {});
    Result<QList<Row>> query(const QString &sql, const QVariantList &values = {});
    /// Inserts one row for each value of the columns, which have as many each. With \a ignoreConflicts rows that are there
    /// already are left out. Gives the number of rows inserted.
    virtual Result<int> insert(Table table, const QList<Column> &columns, bool ignoreConflicts = false) = 0;
    /// A condition that \a column is one of \a values, and the values to bind for it.
    virtual std::pair<QString, QVariantList> oneOf(const QString &column, const QVariantList &values) const = 0;
    /// What makes a SELECT skip rows that another transaction has locked, and lock the others; empty where writers exclude
    /// each other anyway.
    virtual QString skipLocked() const = 0;
    /// Makes writers of event positions follow each other until the transaction ends: positions become visible in order.
    virtual Result<void> lockPositions() = 0;
    /// What orders the outbox's rows by age.
    virtual QString outboxPosition() const = 0;
    /// \a column, which holds a text, so that its value comes as UTF-8 where the driver allows it.
    virtual QString bytes(const QString &column) const = 0;
    /// \a column, which holds an instant, as a text for instantOf().
    virtual QString instant(const QString &column) const = 0;
    /// Takes the right to be the only bus on this database, for as long as this store lives. Fails when another has it.
    virtual Result<void> lockBus() = 0;

protected:
    Store(const QSqlDatabase &database, QString name);

    /// Begins a transaction that writes, once no other connection does.
    virtual Result<int> beginWriting(Durability durability) = 0;
    virtual bool isUnreachable(const QSqlError &error) const = 0;
    /// Whether another connection writes just now: the same works in a moment.
    virtual bool isBusy(const QSqlError &) const { return false; }
    /// A value as the driver is to bind it.
    virtual QVariant bound(const QVariant &value) const = 0;
    /// Brings a lost connection back.
    virtual Result<void> reconnect() { return {}; }
    Result<QSqlQuery *> run(const QString &sql, const QVariantList &values);
    bool patiently(const QSqlQuery &query, const std::function<bool()> &work) const;
    /// Waits a moment for the transaction of another connection; false when it has been waited for long enough.
    static bool wait(int &tries);
    Error failure(const QSqlError &error, const QString &sql);
    /// Makes the tables, in a transaction.
    Result<void> makeTables();
    void forgetStatements() { m_prepared.clear(); }

    QSqlDatabase m_database;

private:
    void end();

    QString m_name;
    std::unordered_map<QString, QSqlQuery> m_prepared;
    int m_depth = 0;
    bool m_isDoomed = false; ///< A joined transaction was given up: so is the one it joined.
    bool m_isReachable = true;
};

/// \a time as the store keeps it, cut to microseconds.
QString storedInstant(TimePoint time);
/// The inverse; the epoch for NULL and anything that is none.
TimePoint instantOf(const QVariant &stored);

} // namespace weir::bus
