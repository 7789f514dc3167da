// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/jsonvalue.h"
#include "core/model/distribution.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace weir {

enum class Arrivals : quint8 { Poisson, Constant, Interval, Bursty, Ramp, Daily, Trace };

/// How often something happens.
struct Load
{
    std::optional<Arrivals> arrivals;     ///< Poisson when absent.
    std::optional<double> rate;           ///< Arrivals each second.
    std::optional<int> batch;             ///< Messages an arrival brings; 1 when absent.
    std::optional<Distribution> interval; ///< `interval`: time between arrivals.
    std::optional<Distribution> on, off;  ///< `bursty`: how long it sends and how long it is silent.
    std::optional<double> to;             ///< `ramp`: the rate at the end, each second.
    QList<double> hours;                  ///< `daily`: factor of each hour, 24 of them.
    QString file;                         ///< `trace`: recording with arrival times, below the project's root.

    bool operator==(const Load &) const = default;
};

enum class Via : quint8 { Outbox, Direct };

/// What a service sends (AsyncAPI: operation with action `send`).
struct Publication
{
    QString id;                 ///< Unique within the service; the event's id when not given in the file.
    QString event;              ///< Id of the event type.
    QMap<int, double> versions; ///< Share of each schema version; empty: the newest only.
    QString channel;            ///< Id of the channel.
    std::optional<Via> via;     ///< When absent: through the outbox if the service has one, else directly.
    std::optional<Load> load;
    QString key; ///< Ordering and routing key: an expression over the message.

    bool operator==(const Publication &) const = default;
};

/// A follow-up event that a success publishes.
struct Emit
{
    QString event;
    QString channel;
    std::optional<Via> via;
    double probability = 1;
    std::optional<Duration> delay;

    bool operator==(const Emit &) const = default;
};

/// Turns an event of one version into the next, declaratively.
struct Upcaster
{
    int from = 1;
    int to = 2;
    JsonValue set, rename, defaults, drop, map;

    bool operator==(const Upcaster &) const = default;
};

/// What a service receives (AsyncAPI: operation with action `receive`).
struct Subscription
{
    QString id; ///< Unique within the service.
    QString channel;
    QStringList events;             ///< Event types or patterns (`order.*`).
    QList<int> versions;            ///< Schema versions accepted; empty: all.
    QString purpose;                ///< "sends welcome email".
    std::optional<int> instances;   ///< 1 when absent.
    std::optional<int> concurrency; ///< Messages at a time for an instance; 1 when absent.
    std::optional<int> prefetch;    ///< The concurrency when absent.
    std::optional<Distribution> processing;
    std::optional<double> failureRate;         ///< Share of attempts that fail, 0 to 1.
    std::optional<Duration> timeout;           ///< From the start of processing.
    std::optional<Duration> visibilityTimeout; ///< From hand-over, prefetch included.
    std::optional<Distribution> deadline;      ///< From the business transaction.
    std::optional<bool> idempotent;
    bool ordered = false;
    QString policy;     ///< Retry policy; the channel's, then the project's when empty.
    QString deadLetter; ///< Channel for dead letters; the channel's when empty.
    std::optional<Sla> sla;
    QList<Emit> emits;
    QList<Upcaster> upcasters;

    bool operator==(const Subscription &) const = default;
};

enum class OutboxMode : quint8 { Hardened, Faithful };

/// Transactional outbox and its polling relay.
struct Outbox
{
    OutboxMode mode = OutboxMode::Hardened;
    Duration poll = std::chrono::seconds(5);
    int batch = 100;
    int maxAttempts = 5;
    Duration publishTime{};
    int relays = 1;

    bool operator==(const Outbox &) const = default;
};

/// An entry point of a service: where its events come from.
struct Operation
{
    QString id;
    QString method; ///< HTTP method, or free text.
    QString path;
    QString summary;
    std::optional<Load> load;
    QStringList sends;       ///< Ids of the service's publications that one call makes.
    QStringList transaction; ///< What one transaction writes, in words.

    bool operator==(const Operation &) const = default;
};

/// A direct call to another service, kept to measure coupling.
struct Call
{
    QString service;
    QString why;
    bool reply = false; ///< The caller waits for an answer.

    bool operator==(const Call &) const = default;
};

struct Database
{
    QString kind;
    QString name;

    bool operator==(const Database &) const = default;
};

/// A part of the system that sends or receives events.
struct Service
{
    QString id;
    QString name;
    QString description;
    QString domain;
    QString owner;
    bool external = false;
    std::optional<Database> database;
    std::optional<Outbox> outbox;
    QList<Operation> operations;
    QList<Call> calls;
    QList<Publication> sends;
    QList<Subscription> receives;

    /// The name, or the id when it has none.
    QString title() const { return name.isEmpty() ? id : name; }
    bool operator==(const Service &) const = default;
};

} // namespace weir

Q_DECLARE_TYPEINFO(weir::Service, Q_RELOCATABLE_TYPE);
