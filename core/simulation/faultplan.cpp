// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/faultplan.h"

#include <QCoreApplication>

#include <array>

namespace weir {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("weir", text);
}

QString faultName(FaultKind kind)
{
    static constexpr std::array<const char *, 14> names{
        "serviceDown", "serviceSlow", "serviceErrors", "brokerDown", "databaseDown", "relayDown",      "partition",
        "duplicate",   "reorder",     "delay",         "poison",     "loadSpike",    "rollingRestart", "crashes"};
    return QString::fromLatin1(names.at(static_cast<std::size_t>(kind)));
}

Error contradiction(const Scenario &scenario, qsizetype position, const QString &message)
{
    Place place;
    place.file = QStringLiteral("scenarios/") + scenario.id;
    place.pointer = QStringLiteral("/faults/%1").arg(position);
    return {message, place, {}};
}

Result<sim::Index> targetOf(const Scenario &scenario, qsizetype position, const BuiltNetwork &built)
{
    QString target = scenario.faults.at(position).target;
    if (target.isEmpty())
        return sim::noIndex;
    if (target.startsWith(QStringLiteral("services/")))
        target.remove(0, 9);
    const qsizetype service = built.services.indexOf(target);
    if (service < 0)
        return contradiction(scenario, position,
                             tr("The fault's target “%1” is no service of this design.").arg(target));
    return static_cast<sim::Index>(service);
}

/// The instant that \a from and \a lasts lead to, at most \a end.
sim::Time endOf(Duration from, std::optional<Duration> lasts, sim::Time end)
{
    if (!lasts || lasts->count() > end - from.count())
        return end;
    return from.count() + lasts->count();
}

} // namespace

Duration durationOf(const Scenario &scenario)
{
    return scenario.duration.value_or(std::chrono::seconds(60));
}

Result<void> planFaults(const Scenario &scenario, BuiltNetwork &built)
{
    const sim::Time end = durationOf(scenario).count();
    for (qsizetype i = 0; i < scenario.faults.size(); ++i) {
        const Fault &fault = scenario.faults.at(i);
        const QString name = faultName(fault.kind);
        const bool isProcess = fault.mtbf || fault.mttr;
        if ((fault.kind != FaultKind::ServiceDown && fault.kind != FaultKind::BrokerDown) || isProcess) {
            built.warnings.append(isProcess ? tr("Not simulated yet: the fault %1 with mtbf and mttr.").arg(name)
                                            : tr("Not simulated yet: the fault %1.").arg(name));
            continue;
        }
        const Duration from = fault.from.value_or(Duration::zero());
        if (from.count() < 0 || (fault.lasts && fault.lasts->count() < 0))
            return contradiction(scenario, i, tr("The fault %1 has a negative time.").arg(name));
        if (from.count() >= end) {
            built.warnings.append(tr("The fault %1 begins after the scenario's end and never happens.").arg(name));
            continue;
        }
        sim::Fault made;
        made.kind = fault.kind == FaultKind::ServiceDown ? sim::FaultKind::ServiceDown : sim::FaultKind::BrokerDown;
        made.from = from.count();
        made.to = endOf(from, fault.lasts, end);
        if (fault.kind == FaultKind::ServiceDown) {
            const Result<sim::Index> target = targetOf(scenario, i, built);
            if (!target)
                return target.error();
            made.service = *target;
        }
        built.network.faults.push_back(made);
        built.faults.append(fault.target.isEmpty() ? name : name + u' ' + fault.target);
    }
    return {};
}

} // namespace weir
