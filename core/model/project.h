// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/jsonvalue.h"
#include "core/model/channel.h"

#include <QDate>
#include <QMap>
#include <QString>
#include <QStringList>

namespace weir {

enum class BrokerKind : quint8 { Embedded, Nats, Kafka, RabbitMq, Mqtt, Sqs, Other };

struct Broker
{
    BrokerKind kind = BrokerKind::Embedded;
    QString name;
    QString reason;

    bool operator==(const Broker &) const = default;
};

struct Alert
{
    QString id;
    QString when;                  ///< Expression.
    std::optional<Duration> lasts; ///< `for` in the file.
    Severity severity = Severity::Warning;
    QString notify;

    bool operator==(const Alert &) const = default;
};

/// What `catalog.weir` says: the project's settings.
struct ProjectSettings
{
    int format = 1; ///< `weir`.
    QString title;
    QString version;
    QString description;
    std::optional<Broker> broker;
    QString namingPattern;                        ///< Regular expression; the built-in rule when empty.
    QStringList namingVerbs;                      ///< Further verbs accepted.
    QMap<QString, QMap<QString, Severity>> rules; ///< Rule id -> path (empty: everywhere) -> severity.
    QString defaultPolicy;
    std::optional<Guarantee> defaultGuarantee;
    QList<Alert> alerts;
    QString documentLanguage;
    JsonValue documentSections;

    bool operator==(const ProjectSettings &) const = default;
};

/// A shared JSON Schema, `schemas/<id>.json`.
struct SharedSchema
{
    QString id;
    JsonValue schema;

    bool operator==(const SharedSchema &) const = default;
};

/// A hand-written text block of the document, `docs/<id>.md`.
struct DocBlock
{
    QString id;
    QString text;

    bool operator==(const DocBlock &) const = default;
};

/// A finding accepted on purpose.
struct Approval
{
    QString rule;
    QString target; ///< `kind/id`.
    QString reason;
    QDate until; ///< Invalid: for ever.

    bool operator==(const Approval &) const = default;
};

} // namespace weir

Q_DECLARE_TYPEINFO(weir::SharedSchema, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(weir::DocBlock, Q_RELOCATABLE_TYPE);
