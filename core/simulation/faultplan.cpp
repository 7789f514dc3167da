// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/faultplan.h"

#include "core/simulation/engine.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace weir {

namespace {

constexpr double usualProbability = 0.1;
constexpr Duration usualDelay = std::chrono::seconds(1);

QString faultName(FaultKind kind)
{
    static constexpr std::array<const char *, 14> names{
        "serviceDown", "serviceSlow", "serviceErrors", "brokerDown", "databaseDown", "relayDown",      "partition",
        "duplicate",   "reorder",     "delay",         "poison",     "loadSpike",    "rollingRestart", "crashes"};
    return QString::fromLatin1(names.at(static_cast<std::size_t>(kind)));
}

sim::FaultKind kindFor(FaultKind kind)
{
    using enum sim::FaultKind;
    static constexpr std::array kinds{ServiceDown, ServiceSlow, ServiceErrors,  BrokerDown, DatabaseDown,
                                      RelayDown,   Partition,   Duplicate,      Reorder,    Delay,
                                      Poison,      LoadSpike,   RollingRestart, Crashes};
    return kinds.at(static_cast<std::size_t>(kind));
}

/// Turns one fault of a scenario into the engine's.
class FaultPlanner
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    FaultPlanner(const Scenario &scenario, qsizetype position, BuiltNetwork &built)
        : m_scenario(scenario)
        , m_fault(scenario.faults.at(position))
        , m_position(position)
        , m_built(built)
        , m_name(faultName(m_fault.kind))
    {}

    Result<void> plan()
    {
        m_made.kind = kindFor(m_fault.kind);
        m_made.identity =
            sim::identityOf(QStringLiteral("scenarios/%1/faults/%2").arg(m_scenario.id).arg(m_position).toStdString());
        setTimes();
        setNumbers();
        aim();
        if (m_error)
            return *m_error;
        if (m_made.from >= durationOf(m_scenario).count()) {
            m_built.warnings.append(tr("The fault %1 begins after the scenario's end and never happens.").arg(m_name));
            return {};
        }
        warnOfNothing();
        m_built.network.faults.push_back(m_made);
        m_built.faults.append(m_fault.target.isEmpty() ? m_name : m_name + u' ' + m_fault.target);
        return {};
    }

private:
    void setTimes()
    {
        const sim::Time end = durationOf(m_scenario).count();
        const Duration from = m_fault.from.value_or(Duration::zero());
        if (from.count() < 0 || (m_fault.lasts && m_fault.lasts->count() < 0))
            fail({}, tr("The fault %1 has a negative time.").arg(m_name));
        m_made.from = from.count();
        m_made.to =
            m_fault.lasts && m_fault.lasts->count() < end - from.count() ? from.count() + m_fault.lasts->count() : end;
        const bool isProcess = m_fault.mtbf || m_fault.mttr;
        if (m_fault.kind == FaultKind::Crashes && !isProcess)
            fail({}, tr("The fault crashes needs mtbf and mttr: how long instances run, and how long they are gone."));
        if (!isProcess)
            return;
        if (!m_fault.mtbf || !m_fault.mttr || m_fault.mtbf->count() <= 0 || m_fault.mttr->count() <= 0) {
            fail({}, tr("The fault %1 needs both mtbf and mttr, above 0.").arg(m_name));
            return;
        }
        m_made.mtbf = m_fault.mtbf->count();
        m_made.mttr = m_fault.mttr->count();
        const double cycle = static_cast<double>(m_made.mtbf) + static_cast<double>(m_made.mttr);
        if (static_cast<double>(m_made.to - m_made.from) / cycle > sim::mostFaultWindows / 2.0)
            fail(QStringLiteral("/mtbf"),
                 tr("The fault %1 would happen more than %2 times: make mtbf or mttr longer.")
                     .arg(m_name)
                     .arg(sim::mostFaultWindows / 2));
    }

    void setNumbers()
    {
        const double probability = m_fault.probability.value_or(
            m_fault.kind == FaultKind::Poison || m_fault.kind == FaultKind::ServiceErrors ? 1 : usualProbability);
        if (!(probability >= 0 && probability <= 1))
            fail(QStringLiteral("/probability"),
                 tr("The fault %1: a probability is between 0 and 1, not %2.").arg(m_name).arg(probability));
        const double factor = m_fault.factor.value_or(2);
        if (!(factor >= 0) || !std::isfinite(factor))
            fail(QStringLiteral("/factor"), tr("The fault %1: a factor of %2 is impossible.").arg(m_name).arg(factor));
        const Duration delay = m_fault.delay.value_or(usualDelay);
        if (delay.count() < 0)
            fail(QStringLiteral("/delay"), tr("The fault %1 has a negative delay.").arg(m_name));
        m_made.probability = probability;
        m_made.factor = factor;
        m_made.delay = delay.count();
        noteAssumed();
    }

    void noteAssumed()
    {
        const bool needsFactor = m_fault.kind == FaultKind::ServiceSlow || m_fault.kind == FaultKind::LoadSpike;
        const bool needsShare = m_fault.kind == FaultKind::ServiceErrors || m_fault.kind == FaultKind::Duplicate
            || m_fault.kind == FaultKind::Reorder || m_fault.kind == FaultKind::Poison;
        const bool needsDelay = m_fault.kind == FaultKind::Reorder || m_fault.kind == FaultKind::Delay;
        if (needsFactor && !m_fault.factor)
            m_built.assumptions.append(tr("The fault %1: no factor is given; 2 is assumed.").arg(m_name));
        if (needsShare && !m_fault.probability)
            m_built.assumptions.append(
                tr("The fault %1: no probability is given; %2 is assumed.").arg(m_name).arg(m_made.probability));
        if (needsDelay && !m_fault.delay)
            m_built.assumptions.append(tr("The fault %1: no delay is given; 1 s is assumed.").arg(m_name));
    }

    /// What the fault hits.
    void aim()
    {
        const QString target = m_fault.target;
        if (m_fault.kind == FaultKind::BrokerDown) {
            if (!target.isEmpty())
                m_built.warnings.append(
                    tr("The fault brokerDown hits everything: there is one broker. Its target is of no "
                       "matter; for one service use partition."));
            return;
        }
        if (target.isEmpty())
            return;
        const bool isHit = m_fault.kind == FaultKind::Poison
            ? aimAt(m_built.eventTypes, QStringLiteral("events/"), m_made.eventType)
            : aimAtService() || aimFurther();
        if (!isHit)
            fail({}, tr("The fault's target “%1” is no %2 of this design.").arg(target, targetWords()));
    }

    bool aimAtService() { return aimAt(m_built.services, QStringLiteral("services/"), m_made.service); }

    bool aimFurther()
    {
        switch (m_fault.kind) {
        case FaultKind::ServiceSlow:
        case FaultKind::ServiceErrors:
        case FaultKind::RollingRestart:
        case FaultKind::Crashes:
            return aimAt(m_built.subscriptions, {}, m_made.subscription);
        case FaultKind::Duplicate:
        case FaultKind::Reorder:
        case FaultKind::Delay:
            return aimAt(m_built.channels, QStringLiteral("channels/"), m_made.channel)
                || aimAt(m_built.subscriptions, {}, m_made.subscription);
        case FaultKind::LoadSpike:
            return aimAt(m_built.sources, {}, m_made.source);
        default:
            return false;
        }
    }

    bool aimAt(const QStringList &names, const QString &prefix, sim::Index &member) const
    {
        const QString name = m_fault.target.startsWith(prefix) ? m_fault.target.sliced(prefix.size()) : m_fault.target;
        const qsizetype found = names.indexOf(name);
        if (found >= 0)
            member = static_cast<sim::Index>(found);
        return found >= 0;
    }

    QString targetWords() const
    {
        switch (m_fault.kind) {
        case FaultKind::Poison:
            return tr("event type");
        case FaultKind::ServiceSlow:
        case FaultKind::ServiceErrors:
        case FaultKind::RollingRestart:
        case FaultKind::Crashes:
            return tr("service or subscription");
        case FaultKind::Duplicate:
        case FaultKind::Reorder:
        case FaultKind::Delay:
            return tr("channel, service or subscription");
        case FaultKind::LoadSpike:
            return tr("service, publication or operation");
        default:
            return tr("service");
        }
    }

    /// Says so where a fault cannot do what it is there for.
    void warnOfNothing()
    {
        const auto &outboxes = m_built.network.outboxes;
        const auto isHit = [this](const sim::Outbox &outbox) {
            return m_made.service == sim::noIndex || outbox.service == m_made.service;
        };
        if (m_fault.kind == FaultKind::RelayDown && std::none_of(outboxes.begin(), outboxes.end(), isHit))
            m_built.warnings.append(tr("The fault relayDown hits no outbox."));
        else if (m_fault.kind == FaultKind::RelayDown
                 && std::none_of(outboxes.begin(), outboxes.end(),
                                 [&](const sim::Outbox &outbox) { return isHit(outbox) && outbox.publishTime > 0; }))
            m_built.warnings.append(
                tr("The fault relayDown makes no duplicates: publishing takes no time, so it never falls "
                   "between publishing and marking. Give the outbox a publishTime."));
        const auto &databases = m_built.network.withDatabase;
        const bool hasDatabase = m_made.service == sim::noIndex
            ? !databases.empty()
            : std::binary_search(databases.begin(), databases.end(), m_made.service);
        if (m_fault.kind == FaultKind::DatabaseDown && !hasDatabase)
            m_built.warnings.append(tr("The fault databaseDown hits no service with a database or an outbox."));
    }

    void fail(const QString &member, const QString &message)
    {
        if (m_error)
            return;
        Place place;
        place.file = QStringLiteral("scenarios/") + m_scenario.id;
        place.pointer = QStringLiteral("/faults/%1").arg(m_position) + member;
        m_error = Error{message, place, {}};
    }

    const Scenario &m_scenario;
    const Fault &m_fault;
    const qsizetype m_position;
    BuiltNetwork &m_built;
    const QString m_name;
    sim::Fault m_made;
    std::optional<Error> m_error;
};

} // namespace

Duration durationOf(const Scenario &scenario)
{
    return scenario.duration.value_or(std::chrono::seconds(60));
}

Result<void> planFaults(const Scenario &scenario, BuiltNetwork &built)
{
    for (qsizetype i = 0; i < scenario.faults.size(); ++i) {
        Result<void> planned = FaultPlanner(scenario, i, built).plan();
        if (!planned)
            return planned;
    }
    return {};
}

} // namespace weir
