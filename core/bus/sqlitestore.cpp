// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/sqlitestore.h"

#include "core/base/processlock.h"
#include "core/base/translate.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace weir::bus {

using namespace Qt::StringLiterals;

namespace {

/// Rows that one statement inserts at most: statements are kept for this many and for one.
constexpr qsizetype rowsAtOnce = 100;
/// Values in one `in (…)` at most; SQLite binds 32,766.
constexpr qsizetype mostValues = 10'000;

quint32 bigEndian(const QByteArray &bytes, qsizetype at)
{
    quint32 value = 0;
    for (qsizetype i = at; i < at + 4; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes.at(i));
    return value;
}

Error refused(const QString &path, const QString &why, const QString &hint)
{
    return {weir::tr("The database “%1” is not opened, and left as it is: %2").arg(path, why), {}, hint};
}

/// Whether the file at \a path holds a database that this build may write to; false when it is new.
Result<bool> looksKnown(const QString &path)
{
    QFile file(path);
    if (!file.exists() || file.size() == 0)
        return false;
    if (!file.open(QIODevice::ReadOnly))
        return refused(path, weir::tr("it cannot be read (%1).").arg(file.errorString()), {});
    const QByteArray header = file.read(100);
    if (header.size() < 100 || !header.startsWith(QByteArray("SQLite format 3\0", 16)))
        return refused(path, weir::tr("it is no SQLite database, or damaged at its start."),
                       weir::tr("Name another file, or put a backup in its place."));
    const auto pageSize = qFromBigEndian<quint16>(header.constData() + 16);
    const bool isPowerOfTwo = pageSize == 1 || (pageSize >= 512 && (pageSize & (pageSize - 1)) == 0);
    const bool isWhole = header.at(18) >= 1 && header.at(18) <= 2 && header.at(19) >= 1 && header.at(19) <= 2
        && header.at(21) == 64 && header.at(22) == 32 && header.at(23) == 32;
    if (!isPowerOfTwo || !isWhole)
        return refused(path, weir::tr("its header is damaged."), weir::tr("Put a backup in its place."));
    const quint32 application = bigEndian(header, 68), version = bigEndian(header, 60);
    if (application == 0 && version == 0)
        return false; // It was being made when its process ended; tables of others are found later.
    if (application != applicationId)
        return refused(path, weir::tr("it belongs to another program."), weir::tr("Name another file."));
    if (version != schemaVersion)
        return refused(path,
                       weir::tr("it was made by a newer version of Weir (schema %1; this one knows %2).")
                           .arg(version)
                           .arg(schemaVersion),
                       weir::tr("Use that version."));
    return true;
}

/// One statement's values for \a rows rows.
QString valuesText(Table table, const QList<Column> &columns, qsizetype rows, bool ignoreConflicts)
{
    QStringList names, places;
    for (const Column &column : columns) {
        names += column.name;
        places += column.type == Column::Type::Number ? u"?"_s : u"cast(? as text)"_s;
    }
    QString row = u'(' + places.join(u',') + u')';
    QStringList all;
    for (qsizetype i = 0; i < rows; ++i)
        all += row;
    return u"insert %1into %2 (%3) values %4"_s.arg(ignoreConflicts ? u"or ignore "_s : QString(), tableName(table),
                                                    names.join(u','), all.join(u','));
}

} // namespace

SqliteStore::SqliteStore(const QSqlDatabase &database, const QString &path) : Store(database, path), m_path(path) {}

SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<Store>> SqliteStore::open(const QString &path)
{
    const bool isFile = path != ":memory:"_L1;
    const Result<bool> known = isFile ? looksKnown(path) : Result<bool>(false);
    if (!known)
        return known.error();
    const bool wasUnclean = isFile && *known && QFileInfo(path + u"-wal"_s).size() > 0;
    const QString connection = u"weir-%1"_s.arg(QUuid::createUuid().toString(QUuid::WithoutBraces));
    // The store alone holds the connection: it is removed with it.
    std::unique_ptr<SqliteStore> store(new SqliteStore(QSqlDatabase::addDatabase(u"QSQLITE"_s, connection), path));
    store->m_database.setDatabaseName(path);
    store->m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=0"_s); // The store waits, and more fairly.
    if (!store->m_database.open())
        return refused(path, store->m_database.lastError().text(),
                       weir::tr("See that its folder exists and can be written to."));
    if (const Result<void> ready = store->prepare(!*known, wasUnclean); !ready)
        return ready.error();
    return Result<std::unique_ptr<Store>>(std::move(store));
}

Result<void> SqliteStore::prepare(bool isNew, bool wasUnclean)
{
    // Nothing is written before what is there has been looked at.
    const Result<QList<Row>> tables = query(u"select name from sqlite_master where type = 'table'"_s);
    if (!tables)
        return refused(m_path, tables.error().message, weir::tr("Put a backup in its place."));
    bool isComplete = false;
    for (const Row &row : *tables)
        isComplete = isComplete || row.first().toString() == tableName(Table::Leases);
    if (isNew && !isComplete && !tables->isEmpty())
        return refused(m_path, weir::tr("it belongs to another program."), weir::tr("Name another file."));
    if (!isNew && !isComplete)
        return refused(m_path, weir::tr("its tables are missing."), weir::tr("Put a backup in its place."));
    if (wasUnclean) {
        const Result<QList<Row>> check = query(u"pragma quick_check(1)"_s);
        const QString verdict = check ? check->value(0).value(0).toString() : check.error().message;
        if (verdict != "ok"_L1)
            return refused(m_path, weir::tr("its process was ended, and it is damaged: %1").arg(verdict),
                           weir::tr("Put a backup in its place."));
    }
    for (const QString &pragma : {u"pragma foreign_keys = on"_s, u"pragma synchronous = full"_s}) {
        if (const Result<int> set = execute(pragma); !set)
            return set.error();
    }
    if (!isComplete) { // Before the write-ahead log: the header then says at once whose file it is.
        if (const Result<void> made = makeTables(); !made)
            return made.error();
    }
    const Result<QList<Row>> mode = query(u"pragma journal_mode = wal"_s);
    return mode ? Result<void>() : mode.error();
}

Result<int> SqliteStore::insert(Table table, const QList<Column> &columns, bool ignoreConflicts)
{
    Q_ASSERT(!columns.isEmpty());
    const qsizetype rows = columns.first().values.size();
    int inserted = 0;
    qsizetype done = 0;
    while (done < rows) {
        const qsizetype step = rows - done >= rowsAtOnce ? rowsAtOnce : 1;
        QVariantList values;
        values.reserve(step * columns.size());
        for (qsizetype i = done; i < done + step; ++i) {
            for (const Column &column : columns)
                values.append(column.values.at(i));
        }
        const Result<int> changed = execute(valuesText(table, columns, step, ignoreConflicts), values);
        if (!changed)
            return changed.error();
        inserted += *changed;
        done += step;
    }
    return inserted;
}

std::pair<QString, QVariantList> SqliteStore::oneOf(const QString &column, const QVariantList &values) const
{
    Q_ASSERT(values.size() <= mostValues);
    // Few different lengths, so that few statements are prepared: the last value repeats.
    qsizetype size = 1;
    while (size < values.size())
        size *= 4;
    QVariantList all = values;
    while (!all.isEmpty() && all.size() < size)
        all.append(all.last());
    if (all.isEmpty())
        return {u"1 = 0"_s, {}};
    return {u"%1 in (%2)"_s.arg(column, QStringList(all.size(), u"?"_s).join(u',')), all};
}

bool SqliteStore::isBusy(const QSqlError &error) const
{
    constexpr int busy = 5;
    return (error.nativeErrorCode().toInt() & 0xff) == busy;
}

bool SqliteStore::isUnreachable(const QSqlError &error) const
{
    // Busy, locked, out of memory, read-only, I/O error, corrupt, full, cannot open, no database.
    static constexpr std::array codes{5, 6, 7, 8, 10, 11, 13, 14, 26};
    const int code = error.nativeErrorCode().toInt() & 0xff;
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// SQLite gives its lock to whoever asks first after it was freed: who writes without a break would keep it from all others.
/// So each has to have its turn before it asks, and keeps that until it has the lock. Without the file all works, less fairly.
Result<int> SqliteStore::beginWriting(Durability)
{
    // Only now: beside a database that is refused nothing is made.
    if (!m_turn.isOpen() && m_path != ":memory:"_L1)
        m_turn =
            Descriptor(::open(QFile::encodeName(m_path + u"-turn"_s).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    const bool mayWait = m_turn.isOpen();
    for (int tries = 0; mayWait && ::flock(m_turn.value(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;) {
        if (!wait(tries))
            break;
    }
    Result<int> begun = execute(u"begin immediate"_s);
    if (mayWait)
        ::flock(m_turn.value(), LOCK_UN);
    return begun;
}

Result<void> SqliteStore::lockBus()
{
    if (m_busLock || m_path == ":memory:"_L1)
        return {};
    auto lock = std::make_unique<ProcessLock>(m_path + u".lock"_s);
    switch (lock->tryLock()) {
    case ProcessLock::Outcome::Held:
        m_busLock = std::move(lock);
        return {};
    case ProcessLock::Outcome::Unusable:
        return Error{weir::tr("The bus cannot run on “%1”: its lock file cannot be written.").arg(m_path),
                     {},
                     weir::tr("See that the folder can be written to.")};
    case ProcessLock::Outcome::Taken:
        break;
    }
    const QString hint = weir::tr("End that one, or use another database.");
    const std::optional<ProcessLock::Holder> holder = lock->holder();
    if (!holder)
        return Error{weir::tr("A bus runs on “%1” already.").arg(m_path), {}, hint};
    return Error{
        weir::tr("A bus runs on “%1” already: process %2 on %3.").arg(m_path).arg(holder->process).arg(holder->host),
        {},
        hint};
}

} // namespace weir::bus
