// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/service.h"

#include <QString>
#include <QStringList>

namespace weir::bus {

/// The databases that the runtime works on.
enum class Engine : std::uint8_t { Sqlite, Postgres };

/// Tables of the runtime, in the order in which they are made.
enum class Table : std::uint8_t { OutboxEvents, EventStore, Deliveries, Inbox, DeadLetters, WebhookDeliveries, Leases };

/// The schema version that this build reads and writes; kept as `user_version`.
inline constexpr int schemaVersion = 1;
/// `application_id` of SQLite databases: "WEIR".
inline constexpr int applicationId = 0x57454952;

QString tableName(Table table);

/// The statements that make \a table with its indices on \a engine, each without its semicolon: what a store runs and a
/// document prints. \a outbox only matters for the outbox: `Faithful` is the columns of the specification alone.
QStringList tableStatements(Table table, Engine engine, OutboxMode outbox = OutboxMode::Hardened);
/// The same as a script.
QString tableScript(Table table, Engine engine, OutboxMode outbox = OutboxMode::Hardened);

} // namespace weir::bus
