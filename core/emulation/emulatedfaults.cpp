// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/emulatedfaults.h"

#include "core/model/enumtext.h"

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

constexpr double usualChance = 0.1;
constexpr Duration usualWait = std::chrono::seconds(1);

/// The chance that at least one of two independent things happens.
double eitherChance(double a, double b)
{
    return 1 - (1 - a) * (1 - b);
}

/// \a target without the kind that may stand before it: `services/billing` is `billing`.
QString bareTarget(const QString &target, const QString &kind)
{
    return target.startsWith(kind) ? target.sliced(kind.size()) : target;
}

bool hitsService(const Fault &fault, const QString &service)
{
    return fault.target.isEmpty() || bareTarget(fault.target, QStringLiteral("services/")) == service;
}

/// \a fault with the numbers that a simulation takes where it gives none.
Fault withNumbers(Fault fault)
{
    const bool isCertain = fault.kind == FaultKind::Poison || fault.kind == FaultKind::ServiceErrors;
    fault.probability = fault.probability.value_or(isCertain ? 1 : usualChance);
    fault.factor = fault.factor.value_or(2);
    fault.delay = fault.delay.value_or(usualWait);
    return fault;
}

} // namespace

QString ActiveFault::name() const
{
    const QString kind = enumText(fault.kind);
    return fault.target.isEmpty() ? kind : kind + u' ' + fault.target;
}

QList<FaultKind> EmulatedFaults::kinds()
{
    using enum FaultKind;
    return {ServiceDown, ServiceSlow, ServiceErrors, BrokerDown, DatabaseDown, RelayDown,
            Partition,   Duplicate,   Reorder,       Delay,      Poison,       LoadSpike};
}

Result<void> EmulatedFaults::switchOn(const Fault &fault, Duration now)
{
    Result<void> checked = check(fault);
    if (!checked)
        return checked;
    switchOff(fault.kind, fault.target);
    ActiveFault active{withNumbers(fault), now, std::nullopt};
    if (fault.lasts)
        active.until = now + *fault.lasts;
    m_active.append(active);
    ++m_generation;
    return {};
}

bool EmulatedFaults::switchOff(FaultKind kind, const QString &target)
{
    const qsizetype removed = m_active.removeIf(
        [&](const ActiveFault &active) { return active.fault.kind == kind && active.fault.target == target; });
    m_generation += removed > 0 ? 1 : 0;
    return removed > 0;
}

void EmulatedFaults::clear()
{
    m_active.clear();
    ++m_generation;
}

bool EmulatedFaults::expire(Duration now)
{
    const qsizetype removed =
        m_active.removeIf([now](const ActiveFault &active) { return active.until && *active.until <= now; });
    m_generation += removed > 0 ? 1 : 0;
    return removed > 0;
}

std::optional<Duration> EmulatedFaults::nextDeadline() const
{
    std::optional<Duration> next;
    for (const ActiveFault &active : m_active) {
        if (active.until && (!next || *active.until < *next))
            next = active.until;
    }
    return next;
}

Result<void> EmulatedFaults::check(const Fault &fault) const
{
    const QString name = enumText(fault.kind);
    if (!kinds().contains(fault.kind))
        return Error{tr("The fault %1 is about single instances, which are simulated only.").arg(name),
                     {},
                     tr("Switch serviceDown on and off instead.")};
    if (fault.from || fault.mtbf || fault.mttr)
        return Error{
            tr("The fault %1 begins when it is switched on: from, mtbf and mttr are for simulations.").arg(name),
            {},
            tr("Give how long it lasts with “for”, or switch it off again.")};
    if (fault.lasts && fault.lasts->count() <= 0)
        return Error{tr("The fault %1 must last longer than nothing.").arg(name), {}, {}};
    if (fault.probability && !(*fault.probability >= 0 && *fault.probability <= 1))
        return Error{
            tr("The fault %1: a probability is between 0 and 1, not %2.").arg(name).arg(*fault.probability), {}, {}};
    const double least = fault.kind == FaultKind::ServiceSlow ? 1e-6 : 0;
    if (fault.factor && !(*fault.factor >= least && std::isfinite(*fault.factor)))
        return Error{tr("The fault %1: a factor of %2 is impossible.").arg(name).arg(*fault.factor), {}, {}};
    if (fault.delay && fault.delay->count() < 0)
        return Error{tr("The fault %1: its delay is negative.").arg(name), {}, {}};
    return checkTarget(fault);
}

Result<void> EmulatedFaults::checkTarget(const Fault &fault) const
{
    if (fault.target.isEmpty() || isKnownTarget(fault.kind, fault.target))
        return {};
    return Error{tr("The target “%1” of the fault %2 is not in this design.").arg(fault.target, enumText(fault.kind)),
                 {},
                 tr("Targets are ids of services (%1), and for some faults of channels, subscriptions, publications or "
                    "event types; without a target everything is hit.")
                     .arg(m_design.built().services.join(u", "))};
}

bool EmulatedFaults::isKnownTarget(FaultKind kind, const QString &target) const
{
    const BuiltNetwork &built = m_design.built();
    const bool isService = built.services.contains(bareTarget(target, QStringLiteral("services/")));
    switch (kind) {
    case FaultKind::BrokerDown:
        return false;
    case FaultKind::Poison:
        return built.eventTypes.contains(bareTarget(target, QStringLiteral("events/")));
    case FaultKind::ServiceSlow:
    case FaultKind::ServiceErrors:
        return isService || built.subscriptions.contains(target);
    case FaultKind::Duplicate:
    case FaultKind::Reorder:
    case FaultKind::Delay:
        return isService || built.subscriptions.contains(target)
            || built.channels.contains(bareTarget(target, QStringLiteral("channels/")));
    case FaultKind::LoadSpike:
        return isService || built.sources.contains(target);
    default:
        return isService;
    }
}

bool EmulatedFaults::isOn(FaultKind kind, const QString &service) const
{
    return std::any_of(m_active.begin(), m_active.end(), [&](const ActiveFault &active) {
        return active.fault.kind == kind && hitsService(active.fault, service);
    });
}

bool EmulatedFaults::isServiceDown(const QString &service) const
{
    return isOn(FaultKind::ServiceDown, service);
}

bool EmulatedFaults::isDatabaseDown(const QString &service) const
{
    return m_design.hasDatabase(service) && isOn(FaultKind::DatabaseDown, service);
}

bool EmulatedFaults::isRelayDown(const QString &service) const
{
    return isOn(FaultKind::RelayDown, service) || isDatabaseDown(service) || isServiceDown(service);
}

bool EmulatedFaults::isCutOff(const QString &service) const
{
    return isOn(FaultKind::BrokerDown, service) || (!service.isEmpty() && isOn(FaultKind::Partition, service));
}

double EmulatedFaults::loadFactor(const QString &path, const QString &service) const
{
    double factor = 1;
    for (const ActiveFault &active : m_active) {
        const Fault &fault = active.fault;
        if (fault.kind == FaultKind::LoadSpike && (fault.target == path || hitsService(fault, service)))
            factor *= *fault.factor;
    }
    return factor;
}

double EmulatedFaults::poisonProbability(const QString &type) const
{
    double poison = 0;
    for (const ActiveFault &active : m_active) {
        const Fault &fault = active.fault;
        const bool isHit = fault.target.isEmpty() || bareTarget(fault.target, QStringLiteral("events/")) == type;
        if (fault.kind == FaultKind::Poison && isHit)
            poison = eitherChance(poison, *fault.probability);
    }
    return poison;
}

bool EmulatedFaults::hits(const Fault &fault, sim::Index subscription) const
{
    const BuiltNetwork &built = m_design.built();
    if (fault.target == built.subscriptions.at(qsizetype(subscription)))
        return true;
    const sim::Index channel = m_design.network().subscriptions.at(subscription).channel;
    const QString channelId = built.channels.value(qsizetype(channel));
    const bool isChannel = built.channels.contains(bareTarget(fault.target, QStringLiteral("channels/")))
        && !built.services.contains(bareTarget(fault.target, QStringLiteral("services/")));
    if (isChannel)
        return bareTarget(fault.target, QStringLiteral("channels/")) == channelId;
    return hitsService(fault, m_design.serviceOf(subscription));
}

AttemptFaults EmulatedFaults::attemptFaults(sim::Index subscription) const
{
    AttemptFaults sum;
    sum.isDatabaseDown = isDatabaseDown(m_design.serviceOf(subscription));
    for (const ActiveFault &active : m_active) {
        const Fault &fault = active.fault;
        if (!hits(fault, subscription))
            continue;
        if (fault.kind == FaultKind::ServiceSlow) {
            sum.slowdown *= *fault.factor;
        } else if (fault.kind == FaultKind::ServiceErrors) {
            sum.errorProbability = eitherChance(sum.errorProbability, *fault.probability);
        } else if (fault.kind == FaultKind::Duplicate) {
            sum.duplicateProbability = eitherChance(sum.duplicateProbability, *fault.probability);
        } else if (fault.kind == FaultKind::Reorder) {
            sum.reorderProbability = eitherChance(sum.reorderProbability, *fault.probability);
            sum.reorderDelay = std::max(sum.reorderDelay, *fault.delay);
        } else if (fault.kind == FaultKind::Delay) {
            sum.delay += *fault.delay;
        }
    }
    return sum;
}

} // namespace weir
