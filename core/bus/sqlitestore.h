// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/descriptor.h"
#include "core/bus/store.h"

namespace weir {
class ProcessLock;
}

namespace weir::bus {

/// The runtime's database in one file, with a write-ahead log and every commit on the disk.
class SqliteStore : public Store
{
public:
    /// As Store::open(); \a path may be `:memory:`.
    static Result<std::unique_ptr<Store>> open(const QString &path);
    ~SqliteStore() override;

    Engine engine() const override { return Engine::Sqlite; }
    Result<int> insert(Table table, const QList<Column> &columns, bool ignoreConflicts) override;
    std::pair<QString, QVariantList> oneOf(const QString &column, const QVariantList &values) const override;
    QString bytes(const QString &column) const override { return QStringLiteral("cast(%1 as blob)").arg(column); }
    QString skipLocked() const override { return {}; }
    Result<void> lockPositions() override { return {}; }
    QString outboxPosition() const override { return QStringLiteral("rowid"); }
    QString instant(const QString &column) const override { return column; }
    Result<void> lockBus() override;

protected:
    Result<int> beginWriting(Durability durability) override;
    bool isUnreachable(const QSqlError &error) const override;
    bool isBusy(const QSqlError &error) const override;
    QVariant bound(const QVariant &value) const override { return value; }

private:
    SqliteStore(const QSqlDatabase &database, const QString &path);
    Result<void> prepare(bool isNew, bool wasUnclean);

    QString m_path;
    std::unique_ptr<ProcessLock> m_busLock;
    Descriptor m_turn; ///< Of a file that whoever waits to write locks (flock).
};

} // namespace weir::bus
