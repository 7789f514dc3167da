// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/simulation/networkbuilder.h"
#include "core/simulation/trace.h"

#include <QByteArray>
#include <QCoreApplication>

class QIODevice;

namespace weir {

/// Where the histories of a run's messages go.
struct TraceTarget
{
    QIODevice *device = nullptr; ///< Open for writing.
    quint64 every = 1;           ///< The histories of one in so many chains of events, each with all that it causes.
};

/// What a trace file says about its run.
struct TraceHead
{
    QString project, scenario;
    quint64 seed = 1;
};

/// The name of a step in files: `committed`, `started`, `deadLettered`.
const char *stepName(sim::Step step);

/// Writes the steps of one run as NDJSON: a head line, then one line for each step, by time.
///
/// `{"time":12.5,"step":"started","message":7,"correlation":3,"cause":3,"publication":"orders/order.placed",
/// "event":"order.placed","subscription":"billing/bill","attempt":2}`; `cause`, `subscription` and `attempt` are absent
/// where there is none, times are seconds of virtual time.
class TraceWriter : public sim::TraceSink
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    TraceWriter(const TraceTarget &target, const BuiltNetwork &built, const TraceHead &head);

    void step(const sim::TraceStep &step) override;
    /// Writes what is still held; fails when the device took less than it was given, now or before.
    Result<void> finish();

private:
    void flush();

    const TraceTarget m_target;
    QList<QByteArray> m_publications; ///< Members of the line, made once.
    QList<QByteArray> m_subscriptions;
    QByteArray m_held;
    bool m_isBroken = false;
};

} // namespace weir
