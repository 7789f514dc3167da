// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/ddl.h"

namespace weir::bus {

using namespace Qt::StringLiterals;

namespace {

/// Fills the engine's words into a statement that both understand.
QString worded(const char *statement, Engine engine)
{
    const bool isPostgres = engine == Engine::Postgres;
    QString text = QString::fromLatin1(statement);
    text.replace("@identity"_L1,
                 isPostgres ? u"bigint generated always as identity primary key"_s
                            : u"integer primary key autoincrement"_s);
    text.replace("@bigint"_L1, isPostgres ? u"bigint"_s : u"integer"_s);
    text.replace("@time"_L1, isPostgres ? u"timestamp"_s : u"text"_s);
    text.replace("@json"_L1, isPostgres ? u"json"_s : u"text"_s);
    return text;
}

QStringList outboxStatements(Engine engine, OutboxMode mode)
{
    const bool isPostgres = engine == Engine::Postgres;
    QString create = isPostgres ? u"create table outbox_events (\n"
                                  "  id uuid primary key default gen_random_uuid(),\n"
                                  "  event_type varchar(255) not null,\n"
                                  "  payload jsonb not null,\n"
                                  "  status varchar(50) not null default 'pending',\n"
                                  "  retry_count integer not null default 0,\n"
                                  "  created_at timestamp not null default now(),\n"
                                  "  processed_at timestamp"_s
                                : u"create table outbox_events (\n"
                                  "  id text primary key not null default (lower(hex(randomblob(16)))),\n"
                                  "  event_type text not null check (length(event_type) <= 255),\n"
                                  "  payload text not null,\n"
                                  "  status text not null default 'pending',\n"
                                  "  retry_count integer not null default 0,\n"
                                  "  created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),\n"
                                  "  processed_at text"_s;
    if (mode == OutboxMode::Faithful)
        return {create + u"\n)"_s};
    if (isPostgres) // SQLite's own number of each row is its position.
        create += u",\n  position bigint generated always as identity"_s;
    create += worded(",\n  channel text not null default '',\n"
                     "  next_attempt_at @time,\n"
                     "  last_error text,\n"
                     "  locked_until @time,\n"
                     "  owner text,\n"
                     "  fence @bigint not null default 0\n)",
                     engine);
    if (isPostgres) // A row is claimed where it stands, without a new entry in each index, while its page has room.
        create += u" with (fillfactor = 45)"_s;
    QStringList statements{create};
    statements += isPostgres ? u"create index outbox_events_due on outbox_events (position) where status = 'pending'"_s
                             : u"create index outbox_events_due on outbox_events (status) where status = 'pending'"_s;
    statements += u"create index outbox_events_done on outbox_events (processed_at) where status = 'processed'"_s;
    return statements;
}

/// Events and what is still to be done about them.
const char *createEventTable(Table table)
{
    switch (table) {
    case Table::EventStore:
        return "create table event_store (\n"
               "  position @identity,\n"
               "  stream_id text not null,\n"
               "  version @bigint not null,\n"
               "  event_id text not null unique,\n"
               "  type text not null,\n"
               "  schema_version integer not null,\n"
               "  data @json,\n"
               "  metadata @json,\n"
               "  correlation_id text,\n"
               "  causation_id text,\n"
               "  occurred_at @time not null,\n"
               "  recorded_at @time not null,\n"
               "  channel text not null,\n"
               "  envelope @json not null, -- without its data\n"
               "  unique (stream_id, version)\n)";
    case Table::Deliveries:
        return "create table deliveries (\n"
               "  id @bigint primary key,\n"
               "  event_position @bigint not null references event_store (position),\n"
               "  target text not null,\n"
               "  channel text not null,\n"
               "  partition_key text not null default '',\n"
               "  failures integer not null default 0,\n"
               "  last_delay @bigint not null default 0,\n"
               "  accepted_at @time not null,\n"
               "  next_attempt_at @time,\n"
               "  last_error text\n)";
    case Table::Inbox:
        return "create table inbox (\n"
               "  consumer text not null,\n"
               "  event_id text not null,\n"
               "  handled_at @time not null,\n"
               "  primary key (consumer, event_id)\n)";
    default:
        break;
    }
    return nullptr;
}

const char *createStatement(Table table)
{
    if (const char *const statement = createEventTable(table))
        return statement;
    switch (table) {
    case Table::DeadLetters:
        return "create table dead_letters (\n"
               "  id @identity,\n"
               "  original_event text not null,\n"
               "  failure_reason text not null,\n"
               "  failed_at @time not null,\n"
               "  retry_count integer not null,\n"
               "  original_queue text not null,\n"
               "  subscription text not null,\n"
               "  channel text not null,\n"
               "  event_id text not null,\n"
               "  event_type text not null,\n"
               "  partition_key text not null default '',\n"
               "  reason_group text not null,\n"
               "  replay_at @time,\n"
               "  is_edited integer not null default 0\n)";
    case Table::WebhookDeliveries:
        return "create table webhook_deliveries (\n"
               "  id @identity,\n"
               "  webhook text not null,\n"
               "  event_id text not null,\n"
               "  event_type text not null,\n"
               "  attempt integer not null,\n"
               "  started_at @time not null,\n"
               "  latency @bigint not null,\n"
               "  status integer not null,\n"
               "  error text not null,\n"
               "  next_attempt_at @time\n)";
    case Table::Leases:
        return "create table leases (\n"
               "  name text primary key,\n"
               "  fence @bigint not null,\n"
               "  owner text,\n"
               "  until @time\n)";
    default:
        break;
    }
    return "";
}

QStringList indexStatements(Table table)
{
    switch (table) {
    case Table::EventStore:
        return {u"create index event_store_recorded on event_store (recorded_at)"_s};
    case Table::Deliveries:
        return {u"create index deliveries_event on deliveries (event_position)"_s};
    case Table::Inbox:
        return {u"create index inbox_handled on inbox (handled_at)"_s};
    case Table::DeadLetters:
        return {u"create index dead_letters_group on dead_letters (subscription, reason_group)"_s,
                u"create index dead_letters_replay on dead_letters (replay_at) where replay_at is not null"_s};
    case Table::WebhookDeliveries:
        return {u"create index webhook_deliveries_event on webhook_deliveries (webhook, event_id)"_s,
                u"create index webhook_deliveries_started on webhook_deliveries (started_at)"_s};
    case Table::OutboxEvents:
    case Table::Leases:
        break;
    }
    return {};
}

} // namespace

QString tableName(Table table)
{
    switch (table) {
    case Table::OutboxEvents:
        return u"outbox_events"_s;
    case Table::EventStore:
        return u"event_store"_s;
    case Table::Deliveries:
        return u"deliveries"_s;
    case Table::Inbox:
        return u"inbox"_s;
    case Table::DeadLetters:
        return u"dead_letters"_s;
    case Table::WebhookDeliveries:
        return u"webhook_deliveries"_s;
    case Table::Leases:
        break;
    }
    return u"leases"_s;
}

QStringList tableStatements(Table table, Engine engine, OutboxMode outbox)
{
    if (table == Table::OutboxEvents)
        return outboxStatements(engine, outbox);
    return QStringList{worded(createStatement(table), engine)} + indexStatements(table);
}

QString tableScript(Table table, Engine engine, OutboxMode outbox)
{
    return tableStatements(table, engine, outbox).join(u";\n\n"_s) + u";\n"_s;
}

} // namespace weir::bus
