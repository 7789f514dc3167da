// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/bus/databases.h"
#include "tests/core/bus/events.h"

#include "core/base/clock.h"
#include "core/bus/outbox.h"
#include "core/message/timestamp.h"

#include <QTest>

namespace weir::test {

/// A test whose slots run on each engine: what every implementer of bus::Store has to do.
class EngineTest : public QObject
{
protected:
    /// The rows of a slot's data.
    void engines()
    {
        QTest::addColumn<bus::Engine>("engine");
        QTest::newRow("SQLite") << bus::Engine::Sqlite;
        QTest::newRow("PostgreSQL") << bus::Engine::Postgres;
    }
    /// A new database of the row's engine; null when there is none: the test is skipped.
    std::unique_ptr<bus::Store> make()
    {
        QFETCH(bus::Engine, engine);
        m_url = m_databases.url(engine);
        return m_url.isEmpty() ? std::unique_ptr<bus::Store>() : open();
    }
    /// The same database once more.
    std::unique_ptr<bus::Store> open()
    {
        Result<std::unique_ptr<bus::Store>> store = bus::Store::open(m_url);
        if (!store)
            qFatal("%s", qPrintable(store.error().message));
        return std::move(*store);
    }
    static std::vector<Message> events(int count)
    {
        std::vector<Message> made;
        for (int i = 0; i < count; ++i)
            made.push_back(eventOf(QStringLiteral("event-%1").arg(i)));
        return made;
    }
    static QStringList ids(const std::vector<bus::OutboxRow> &rows)
    {
        QStringList ids;
        for (const bus::OutboxRow &row : rows)
            ids += row.message()->id;
        return ids;
    }

    Databases m_databases;
    QString m_url;
    ManualClock m_clock{parseTimestamp(u"2026-03-01T12:00:00.250Z")->instant};
};

} // namespace weir::test

/// Makes the row's database, or skips the test.
#define WEIR_MAKE_STORE(store)                        \
    const std::unique_ptr<bus::Store> store = make(); \
    if (!store)                                       \
    QSKIP(qPrintable(m_databases.whyNot()))
