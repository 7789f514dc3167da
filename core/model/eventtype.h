// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/jsonvalue.h"
#include "core/model/distribution.h"

#include <QString>
#include <QStringList>

namespace weir {

enum class EventKind : quint8 { Event, Command };
enum class VersionStatus : quint8 { Draft, Published, Deprecated, Retired };

/// One schema version of an event type.
struct EventVersion
{
    int version = 1; ///< From 1.
    VersionStatus status = VersionStatus::Draft;
    JsonValue schema; ///< JSON Schema of the payload (`data`).
    QList<JsonValue> examples;
    QString notes;

    bool operator==(const EventVersion &) const = default;
};

/// Whether this should be an event at all, and why.
struct EventAdvice
{
    JsonValue answers;
    QString reason;

    bool operator==(const EventAdvice &) const = default;
};

/// The catalog's entry for a kind of event (AsyncAPI: message).
struct EventType
{
    QString id;   ///< `user.created`.
    QString name; ///< Original spelling when imported.
    EventKind kind = EventKind::Event;
    QString summary;
    QString description;
    bool external = false;
    QString classification;
    QStringList tags;
    std::optional<EventAdvice> advice;
    std::optional<Sla> sla;
    QList<EventVersion> versions;

    QString title() const { return name.isEmpty() ? id : name; }
    /// The version with the highest number, or nullptr when there is none.
    const EventVersion *newest() const;
    bool operator==(const EventType &) const = default;
};

} // namespace weir

Q_DECLARE_TYPEINFO(weir::EventType, Q_RELOCATABLE_TYPE);
