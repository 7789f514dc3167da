// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/postgresstore.h"

#include "core/base/translate.h"

#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>
#include <QUuid>

namespace weir::bus {

using namespace Qt::StringLiterals;

namespace {

/// Keys of advisory locks, in the space that the schema's name makes.
constexpr int positionsLock = 1;
constexpr int busLock = 2;

/// An array's text: `{"a","b",NULL}`.
QString arrayText(const QVariantList &values)
{
    QString text(u'{');
    for (const QVariant &value : values) {
        if (text.size() > 1)
            text += u',';
        if (!value.isValid() || value.isNull()) {
            text += u"NULL"_s;
            continue;
        }
        QString element =
            value.typeId() == QMetaType::QByteArray ? QString::fromUtf8(value.toByteArray()) : value.toString();
        element.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
        text += u'"' + element + u'"';
    }
    return text + u'}';
}

/// What an array of \a column's values is made of; the column's own type is found by the insertion.
QString elementType(const Column &column)
{
    return column.type == Column::Type::Number ? u"bigint"_s : u"text"_s;
}

/// The types of columns that take no text without being asked.
QString castOf(Table table, const Column &column)
{
    if (column.type == Column::Type::Instant)
        return u"::timestamp"_s;
    if (table == Table::OutboxEvents && column.name == "payload"_L1)
        return u"::jsonb"_s;
    if (table == Table::OutboxEvents && column.name == "id"_L1)
        return u"::uuid"_s;
    const bool isJson = column.name == "data"_L1 || column.name == "metadata"_L1 || column.name == "envelope"_L1;
    return table == Table::EventStore && isJson ? u"::json"_s : QString();
}

} // namespace

PostgresStore::PostgresStore(const QSqlDatabase &database, const QString &name, const QString &schema)
    : Store(database, name)
    , m_schema(schema)
{}

PostgresStore::~PostgresStore() = default;

Result<std::unique_ptr<Store>> PostgresStore::open(const QString &url)
{
    const QUrl parsed(url);
    QString name = parsed.toString(QUrl::RemovePassword);
    const QUrlQuery options(parsed);
    const QString schema = options.hasQueryItem(u"schema"_s) ? options.queryItemValue(u"schema"_s) : u"public"_s;
    static const QRegularExpression plainName(u"^[a-z_][a-z0-9_]{0,62}$"_s);
    if (!parsed.isValid() || parsed.path().size() < 2 || !plainName.match(schema).hasMatch())
        return Error{weir::tr("“%1” names no PostgreSQL database.").arg(name),
                     {},
                     weir::tr("It looks like postgres://user:password@host:5432/database?schema=weir.")};
    const QString connection = u"weir-%1"_s.arg(QUuid::createUuid().toString(QUuid::WithoutBraces));
    // The store alone holds the connection: it is removed with it.
    std::unique_ptr<PostgresStore> store(
        new PostgresStore(QSqlDatabase::addDatabase(u"QPSQL"_s, connection), name, schema));
    QSqlDatabase &database = store->m_database;
    database.setDatabaseName(parsed.path().mid(1));
    database.setHostName(parsed.host());
    if (parsed.port() > 0)
        database.setPort(parsed.port());
    database.setUserName(parsed.userName(QUrl::FullyDecoded));
    database.setPassword(parsed.password(QUrl::FullyDecoded));
    database.setConnectOptions(u"connect_timeout=5"_s);
    if (!database.isValid())
        return Error{
            weir::tr("Qt's driver for PostgreSQL is not installed."), {}, weir::tr("Install libqt6sql6-psql.")};
    if (const Result<void> connected = store->connect(); !connected)
        return connected.error();
    if (const Result<void> ready = store->prepare(); !ready)
        return ready.error();
    return Result<std::unique_ptr<Store>>(std::move(store));
}

Result<void> PostgresStore::connect()
{
    if (!m_database.open())
        return failure(m_database.lastError(), u"connect"_s);
    // Identifiers of the schema were looked at: nothing in them is quoted. Every statement has its index; statistics, which are
    // old whenever a queue has just filled, could only talk the planner out of using it.
    for (const QString &statement :
         {u"set client_min_messages = warning"_s, u"set timezone = 'UTC'"_s, u"set enable_seqscan = off"_s,
          u"set enable_bitmapscan = off"_s, u"set enable_hashjoin = off"_s, u"set enable_mergejoin = off"_s,
          u"set jit = off"_s, u"create schema if not exists %1"_s.arg(m_schema),
          u"set search_path = %1"_s.arg(m_schema)}) {
        QSqlQuery query(m_database);
        if (!query.exec(statement))
            return failure(query.lastError(), statement);
    }
    return {};
}

Result<void> PostgresStore::prepare()
{
    Result<Transaction> transaction = begin();
    if (!transaction)
        return transaction.error();
    // Two that open a new database at once: one makes the tables.
    if (Result<void> locked = lockPositions(); !locked)
        return locked;
    const Result<QList<Row>> known = query(u"select to_regclass('leases')::text"_s);
    if (!known)
        return known.error();
    if (known->value(0).value(0).toString().isEmpty()) {
        if (Result<void> made = makeTables(); !made)
            return made;
        return transaction->commit();
    }
    const Result<QList<Row>> version = query(u"select fence from leases where name = 'schema'"_s);
    if (!version)
        return version.error();
    if (version->value(0).value(0).toInt() != schemaVersion)
        return Error{
            weir::tr(
                "The database “%1” is not opened, and left as it is: its schema has version %2; this one knows %3.")
                .arg(name())
                .arg(version->value(0).value(0).toInt())
                .arg(schemaVersion),
            {},
            weir::tr("Use the version of Weir that made it.")};
    return transaction->commit();
}

Result<void> PostgresStore::reconnect()
{
    forgetStatements();
    m_database.close();
    if (Result<void> connected = connect(); !connected)
        return connected;
    return std::exchange(m_isBus, false) ? lockBus() : Result<void>();
}

Result<int> PostgresStore::insert(Table table, const QList<Column> &columns, bool ignoreConflicts)
{
    QStringList names, selected, arrays;
    QVariantList values;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const Column &column = columns.at(i);
        names += column.name;
        selected += u"c%1"_s.arg(i) + castOf(table, column);
        arrays += u"?::%1[]"_s.arg(elementType(column));
        values.append(arrayText(column.values));
    }
    QStringList aliases;
    for (qsizetype i = 0; i < columns.size(); ++i)
        aliases += u"c%1"_s.arg(i);
    // Positions are given in the order of the rows.
    const QString sql =
        u"insert into %1 (%2) select %3 from unnest(%4) with ordinality as given(%5, nr) order by nr%6"_s.arg(
            tableName(table), names.join(u','), selected.join(u','), arrays.join(u','), aliases.join(u','),
            ignoreConflicts ? u" on conflict do nothing"_s : QString());
    return execute(sql, values);
}

std::pair<QString, QVariantList> PostgresStore::oneOf(const QString &column, const QVariantList &values) const
{
    const bool areNumbers = !values.isEmpty() && values.first().typeId() != QMetaType::QString;
    return {u"%1 = any(?::%2[])"_s.arg(column, areNumbers ? u"bigint"_s : u"text"_s), {arrayText(values)}};
}

QString PostgresStore::instant(const QString &column) const
{
    return u"to_char(%1, 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"_s.arg(column);
}

Result<void> PostgresStore::lockPositions()
{
    const Result<QList<Row>> locked =
        query(u"select pg_advisory_xact_lock(hashtext(?), ?)::text"_s, {m_schema, positionsLock});
    return locked ? Result<void>() : locked.error();
}

Result<void> PostgresStore::lockBus()
{
    if (m_isBus)
        return {};
    const Result<QList<Row>> locked = query(u"select pg_try_advisory_lock(hashtext(?), ?)::int"_s, {m_schema, busLock});
    if (!locked)
        return locked.error();
    if (locked->value(0).value(0).toInt() == 0)
        return Error{weir::tr("A bus runs on “%1” already.").arg(name()),
                     {},
                     weir::tr("End that one, or use another database or schema.")};
    m_isBus = true;
    return {};
}

bool PostgresStore::isUnreachable(const QSqlError &error) const
{
    // Connection, resources, operator intervention, system error; no code: the server could not be asked.
    const QString code = error.nativeErrorCode();
    return code.isEmpty() || code.startsWith("08"_L1) || code.startsWith("53"_L1) || code.startsWith("57"_L1)
        || code.startsWith("58"_L1);
}

Result<int> PostgresStore::beginWriting(Durability durability)
{
    return execute(durability == Durability::Soon ? u"begin; set local synchronous_commit = off"_s : u"begin"_s);
}

QVariant PostgresStore::bound(const QVariant &value) const
{
    // The driver would send bytes as `bytea`.
    return value.typeId() == QMetaType::QByteArray ? QVariant(QString::fromUtf8(value.toByteArray())) : value;
}

} // namespace weir::bus
