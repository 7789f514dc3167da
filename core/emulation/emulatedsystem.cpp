// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/emulatedsystem.h"

#include <algorithm>
#include <limits>

namespace weir {

namespace {

constexpr int mostRounds = 1'000; ///< Of one advance(): what is due then comes with the next one.
constexpr qsizetype mostProblems = 100;

QStringList subscriptionPaths(const bus::Broker &broker)
{
    QStringList paths;
    for (const bus::ConsumerPlan &plan : broker.subscriptions())
        paths.append(plan.path);
    return paths;
}

} // namespace

/// The bus as one service, or a user, reaches it.
class EmulatedSystem::Entrance : public EventSink
{
public:
    Entrance(EmulatedSystem &system, QString service) : m_system(system), m_service(std::move(service)) {}

    Result<std::int64_t> publish(const Message &message, const QString &channel) override
    {
        if (m_system.m_faults.isCutOff(m_service))
            return unreachable();
        return m_system.m_bus->publish(message, channel);
    }
    std::vector<Result<std::int64_t>> publishSome(std::span<const OutgoingEvent> events) override
    {
        if (m_system.m_faults.isCutOff(m_service))
            return {unreachable()};
        return m_system.m_bus->publishSome(events);
    }
    bool isReachable() const override
    {
        return !m_system.m_faults.isCutOff(m_service) && m_system.m_bus->isReachable();
    }

private:
    static Error unreachable()
    {
        return {tr("The broker cannot be reached: a fault is switched on."), {}, tr("Switch the fault off, or wait.")};
    }

    EmulatedSystem &m_system;
    QString m_service;
};

EmulatedSystem::EmulatedSystem(std::unique_ptr<EmulatedDesign> design, const Clock &clock,
                               const EmulationSettings &settings)
    : m_design(std::move(design))
    , m_clock(clock)
    , m_seed(settings.seed)
    , m_faults(*m_design)
    , m_maker(*m_design, settings.seed, clock)
    , m_metrics({}, {})
{}

EmulatedSystem::~EmulatedSystem()
{
    if (!m_bus)
        return;
    (void)m_bus->flush();  // What cannot be kept now is delivered again.
    m_bus->setChanged({}); // The metrics go before the bus.
}

Result<std::unique_ptr<EmulatedSystem>> EmulatedSystem::open(std::unique_ptr<EmulatedDesign> design,
                                                             const QString &database, const Clock &clock,
                                                             const EmulationSettings &settings)
{
    std::unique_ptr<EmulatedSystem> system(new EmulatedSystem(std::move(design), clock, settings));
    if (const Result<void> made = system->makeProducers(settings); !made)
        return made.error();
    if (const Result<void> opened = system->openDatabases(database, settings); !opened)
        return opened.error();
    system->makeConsumers();
    return system;
}

Result<void> EmulatedSystem::openDatabases(const QString &database, const EmulationSettings &settings)
{
    Result<std::unique_ptr<bus::Store>> store = bus::Store::open(database);
    if (!store)
        return store.error();
    m_store = std::move(*store);
    Result<std::unique_ptr<bus::DurableBus>> opened =
        bus::DurableBus::open(m_design->catalog(), *m_store, m_clock, settings.bus);
    if (!opened)
        return opened.error();
    m_bus = std::move(*opened);
    if (settings.keyOf)
        m_bus->setKeyOf(settings.keyOf);
    m_metrics = EmulationMetrics(subscriptionPaths(m_bus->broker()), m_design->built().publications);
    m_bus->setChanged([this](const bus::CopyChange &change) { m_metrics.changed(change); });
    m_entrances.emplace(QString(), std::make_unique<Entrance>(*this, QString()));
    const auto sinkOf = [this](const QString &service) -> EventSink & {
        return *m_entrances.try_emplace(service, std::make_unique<Entrance>(*this, service)).first->second;
    };
    Result<std::unique_ptr<EmulatedOutboxes>> outboxes = EmulatedOutboxes::open(*m_design, database, m_clock, sinkOf);
    if (!outboxes)
        return outboxes.error();
    m_outboxes = std::move(*outboxes);
    Result<std::unique_ptr<FollowUpStore>> followUps = FollowUpStore::open(*m_store);
    if (!followUps)
        return followUps.error();
    m_followUps = std::move(*followUps);
    return {};
}

Result<void> EmulatedSystem::makeProducers(const EmulationSettings &settings)
{
    const QStringList &sources = m_design->built().sources;
    for (const QString &wanted : settings.producers.value_or(QStringList())) {
        if (!sources.contains(wanted))
            return Error{tr("There is no producer “%1” in this design.").arg(wanted),
                         {},
                         tr("There are: %1.").arg(sources.join(u", "))};
    }
    for (qsizetype i = 0; i < sources.size(); ++i) {
        const bool isWanted = settings.producers ? settings.producers->contains(sources.at(i))
                                                 : !sources.at(i).startsWith(QStringLiteral("webhooks/"));
        if (isWanted)
            m_producers.push_back(std::make_unique<EmulatedProducer>(*m_design, static_cast<sim::Index>(i),
                                                                     settings.seed, m_clock.elapsed()));
    }
    for (std::size_t i = 0; i < m_design->publications().size(); ++i)
        m_publications.emplace(m_design->publications()[i].path, static_cast<sim::Index>(i));
    return {};
}

void EmulatedSystem::makeConsumers()
{
    for (const bus::ConsumerPlan &plan : m_bus->broker().subscriptions()) {
        const sim::Index designed = m_design->subscription(plan.path);
        m_consumers.push_back(
            designed == sim::noIndex ? nullptr : std::make_unique<EmulatedConsumer>(*m_design, designed, plan, m_seed));
    }
}

EventSink &EmulatedSystem::entrance()
{
    return *m_entrances.at(QString());
}

QStringList EmulatedSystem::producers() const
{
    QStringList paths;
    for (const std::unique_ptr<EmulatedProducer> &producer : m_producers)
        paths.append(producer->path());
    return paths;
}

EmulatedConsumer *EmulatedSystem::consumerOf(int subscription) const
{
    return m_consumers.at(static_cast<std::size_t>(subscription)).get();
}

void EmulatedSystem::note(const QString &problem)
{
    m_problems.append(problem);
    if (m_problems.size() > mostProblems)
        m_problems.removeFirst();
}

Result<void> EmulatedSystem::advance()
{
    for (int round = 0; round < mostRounds; ++round) {
        if (m_faults.expire(m_clock.elapsed()))
            applyFaults();
        bool isBusy = false;
        for (Result<bool> (EmulatedSystem::*const part)() :
             {&EmulatedSystem::publishDue, &EmulatedSystem::publishFollowUps, &EmulatedSystem::endAttempts}) {
            const Result<bool> done = (this->*part)();
            if (!done)
                return done.error();
            isBusy = isBusy || *done;
        }
        const Result<bool> polled = m_outboxes->run(m_faults);
        if (!polled)
            return polled.error();
        if (Result<void> ran = m_bus->run(); !ran)
            return ran;
        const Result<bool> began = beginAttempts();
        if (!began)
            return began.error();
        if (!isBusy && !*polled && !*began)
            return {};
    }
    return {};
}

Duration EmulatedSystem::nextDeadline() const
{
    const Duration now = m_clock.elapsed();
    Duration next = Duration::max();
    const auto take = [&next](std::optional<Duration> at) { next = at ? std::min(next, *at) : next; };
    const auto takeInstant = [&](std::optional<TimePoint> at) {
        if (at)
            take(now + std::max(Duration::zero(), *at - m_bus->now()));
    };
    for (const std::unique_ptr<EmulatedProducer> &producer : m_producers)
        take(producer->nextDeadline());
    if (!m_works.empty())
        take(m_works.begin()->first);
    take(m_faults.nextDeadline());
    take(m_outboxes->nextDeadline(m_faults));
    takeInstant(m_followUps->nextDue());
    takeInstant(m_bus->nextDeadline());
    return next;
}

Result<void> EmulatedSystem::switchOn(const Fault &fault)
{
    Result<void> switched = m_faults.switchOn(fault, m_clock.elapsed());
    if (switched)
        applyFaults();
    return switched;
}

bool EmulatedSystem::switchOff(FaultKind kind, const QString &target)
{
    const bool wasOn = m_faults.switchOff(kind, target);
    applyFaults();
    return wasOn;
}

void EmulatedSystem::clearFaults()
{
    m_faults.clear();
    applyFaults();
}

/// Stops and starts what the faults of the moment say.
void EmulatedSystem::applyFaults()
{
    for (const std::unique_ptr<EmulatedProducer> &producer : m_producers) {
        const QString &service = producer->service();
        producer->setOn(!m_faults.isServiceDown(service) && !m_faults.isDatabaseDown(service));
        producer->setFactor(m_faults.loadFactor(producer->path(), service), m_clock.elapsed());
    }
    for (std::size_t i = 0; i < m_consumers.size(); ++i) {
        if (!m_consumers[i])
            continue;
        const QString service = m_design->serviceOf(m_consumers[i]->subscription());
        const bool isAway = m_faults.isServiceDown(service) || m_faults.isCutOff(service);
        m_bus->setHandOver(static_cast<int>(i), isAway ? bus::HandOver::Paused : bus::HandOver::Driven);
    }
    // What a service that stops works on, it does again when it is back.
    const auto isDown = [this](const Work &work) {
        const EmulatedConsumer *consumer = consumerOf(work.delivery.subscription);
        return consumer != nullptr && m_faults.isServiceDown(m_design->serviceOf(consumer->subscription()));
    };
    for (auto it = m_works.begin(); it != m_works.end();) {
        if (isDown(it->second)) {
            m_stalled.push_back(it->second);
            it = m_works.erase(it);
        } else {
            ++it;
        }
    }
    const std::vector<Work> stalled = std::move(m_stalled);
    m_stalled.clear();
    for (const Work &work : stalled) {
        if (isDown(work))
            m_stalled.push_back(work);
        else
            begin(work.delivery);
    }
}

Result<void> EmulatedSystem::handOut(const QString &path, std::function<void(const bus::Delivery &)> handler)
{
    const int index = m_bus->broker().indexOf(path);
    if (index < 0)
        return Error{tr("There is no subscription “%1” in this design.").arg(path),
                     {},
                     tr("There are: %1.").arg(subscriptionPaths(m_bus->broker()).join(u", "))};
    m_handedOut[index] = std::move(handler);
    return {};
}

void EmulatedSystem::finished(const bus::Delivery &delivery, const delivery::AttemptOutcome &outcome)
{
    m_metrics.attempted(delivery.subscription, m_bus->now() - delivery.startedAt);
    m_bus->finished(delivery, outcome);
}

} // namespace weir
