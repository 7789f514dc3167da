// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QPair>

#include <optional>

namespace weir {

/// Where a request stands in a distributed trace (W3C Trace Context, `traceparent`).
struct TraceParent
{
    QByteArray traceId;  ///< 32 lower-case hexadecimal digits, not all of them 0: shared by the whole trace.
    QByteArray parentId; ///< 16 of them, not all 0: the caller's span.
    quint8 flags = 0;    ///< Bit 0: sampled.

    bool isSampled() const { return (flags & 1) != 0; }
    bool operator==(const TraceParent &) const = default;
};

/// Reads the value of `traceparent`, blanks around it aside; nothing when it is none: the trace then begins anew. Versions
/// above 00 are read by what 00 says of them; `ff` is none.
std::optional<TraceParent> readTraceParent(QByteArrayView value);

/// As version 00 writes it.
QByteArray traceParentText(const TraceParent &parent);

/// Members of `tracestate`, the newest first.
using TraceState = QList<QPair<QByteArray, QByteArray>>;

/// Reads the values of all `tracestate` headers of a request, in their order. Nothing when one member is malformed, a key
/// stands there twice, or there are more than 32: all of it is then to be discarded.
std::optional<TraceState> readTraceState(const QList<QByteArray> &values);

/// The members as one header's value.
QByteArray traceStateText(const TraceState &state);

} // namespace weir
