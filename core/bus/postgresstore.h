// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/store.h"

namespace weir::bus {

/// The runtime's database in a schema of a PostgreSQL database.
class PostgresStore : public Store
{
public:
    /// As Store::open(). `schema` in the query names the schema, which is made if it is missing; `public` otherwise.
    static Result<std::unique_ptr<Store>> open(const QString &url);
    ~PostgresStore() override;

    Engine engine() const override { return Engine::Postgres; }
    Result<int> insert(Table table, const QList<Column> &columns, bool ignoreConflicts) override;
    std::pair<QString, QVariantList> oneOf(const QString &column, const QVariantList &values) const override;
    QString bytes(const QString &column) const override { return column; } // The driver decodes `bytea` from hex.
    QString skipLocked() const override { return QStringLiteral(" for update skip locked"); }
    Result<void> lockPositions() override;
    QString outboxPosition() const override { return QStringLiteral("position"); }
    QString instant(const QString &column) const override;
    Result<void> lockBus() override;

protected:
    Result<int> beginWriting(Durability durability) override;
    bool isUnreachable(const QSqlError &error) const override;
    QVariant bound(const QVariant &value) const override;
    Result<void> reconnect() override;

private:
    PostgresStore(const QSqlDatabase &database, const QString &name, const QString &schema);
    Result<void> connect();
    Result<void> prepare();

    QString m_schema;
    bool m_isBus = false;
};

} // namespace weir::bus
