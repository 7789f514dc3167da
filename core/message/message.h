// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/jsonvalue.h"
#include "core/message/timestamp.h"

#include <QByteArray>
#include <QString>

namespace weir {

/// An event on its way: the envelope and what it carries.
struct Message
{
    QString id;   ///< Unique within its source.
    QString type; ///< Id of the event type: `user.created`.
    Timestamp timestamp;
    int version = 1;       ///< Schema version of the data, from 1.
    QString source;        ///< The service that produced it.
    QString correlationId; ///< Shared by all events of one story; empty: none.
    QString causationId;   ///< Id of the event that caused this one; empty: none.
    JsonValue data;        ///< Absent when \ref binary is the payload.
    JsonValue metadata;    ///< An object; absent: none.

    QByteArray binary;   ///< The payload when it is no JSON.
    QString contentType; ///< Media type of the payload; empty: JSON.
    JsonValue unknown;   ///< Members of the envelope that it does not define, as an object; absent: none.

    bool operator==(const Message &) const = default;
};

} // namespace weir
