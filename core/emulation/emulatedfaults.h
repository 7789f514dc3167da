// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/emulation/emulateddesign.h"
#include "core/model/scenario.h"

#include <QCoreApplication>
#include <QList>

#include <optional>

namespace weir {

/// A fault that is switched on.
struct ActiveFault
{
    Fault fault;                   ///< With all its numbers: none is left open.
    Duration since{};              ///< By the clock of the emulation.
    std::optional<Duration> until; ///< When it ends by itself; nothing: when it is switched off.

    /// `serviceDown billing`.
    QString name() const;
};

/// What the faults of the moment do to the attempts of one subscription.
struct AttemptFaults
{
    double slowdown = 1;         ///< Processing takes so many times as long.
    double errorProbability = 0; ///< Attempts fail so often besides their own failure rate.
    double duplicateProbability = 0;
    double reorderProbability = 0; ///< So often an attempt is held back by `reorderDelay`.
    Duration reorderDelay{};
    Duration delay{}; ///< Each attempt is held back so long.
    bool isDatabaseDown = false;

    bool operator==(const AttemptFaults &) const = default;
};

/// The faults of the model, switched on and off while the emulation runs. Overlapping ones compose as in a simulation:
/// factors multiply, independent chances add up, delays too.
class EmulatedFaults
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// \a design must outlive it.
    explicit EmulatedFaults(const EmulatedDesign &design) : m_design(design) {}

    /// The kinds that can be switched on: all but `rollingRestart` and `crashes`, which are about single instances.
    static QList<FaultKind> kinds();

    /// Switches \a fault on at \a now, for `for` if it says so; one of the same kind and target is replaced. Numbers that are
    /// not given are those that a simulation takes. Fails for a target that is not in the design, for impossible numbers
    /// and for what only a simulation has (`from`, `mtbf`, `mttr`).
    Result<void> switchOn(const Fault &fault, Duration now);
    /// False when there was no such fault. An empty \a target is that of a fault that hits everything.
    bool switchOff(FaultKind kind, const QString &target);
    void clear();
    /// Ends those whose time is over; true when there were some.
    bool expire(Duration now);
    std::optional<Duration> nextDeadline() const;

    const QList<ActiveFault> &active() const { return m_active; }
    /// Changes whenever a fault begins or ends.
    int generation() const { return m_generation; }

    bool isServiceDown(const QString &service) const;
    bool isDatabaseDown(const QString &service) const;
    /// Whether the relays of the outbox of \a service stand still: by a fault of relay, database or service.
    bool isRelayDown(const QString &service) const;
    /// Whether \a service cannot reach the broker; an empty \a service asks about the broker itself.
    bool isCutOff(const QString &service) const;
    /// How much faster the source at \a path of \a service sends.
    double loadFactor(const QString &path, const QString &service) const;
    /// The chance that an event of \a type can never be handled.
    double poisonProbability(const QString &type) const;
    AttemptFaults attemptFaults(sim::Index subscription) const;

private:
    Result<void> check(const Fault &fault) const;
    Result<void> checkTarget(const Fault &fault) const;
    bool isKnownTarget(FaultKind kind, const QString &target) const;
    bool isOn(FaultKind kind, const QString &service) const;
    bool hits(const Fault &fault, sim::Index subscription) const;

    const EmulatedDesign &m_design;
    QList<ActiveFault> m_active;
    int m_generation = 0;
};

} // namespace weir
