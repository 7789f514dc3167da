// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rate.h"
#include "core/delivery/effective.h"
#include "core/simulation/engine.h"
#include "core/simulation/laws.h"
#include "core/simulation/networkcompilation.h"

#include <QCoreApplication>

#include <cmath>
#include <numeric>

namespace weir {

namespace {

/// Events a second of a producer that does not say.
constexpr double assumedRate = 10;
/// Relays and rows of one outbox at most.
constexpr int mostRelays = 10'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("weir", text);
}

std::optional<double> meanSeconds(const std::optional<Distribution> &distribution)
{
    if (!distribution)
        return std::nullopt;
    const auto law = lawOf(*distribution);
    return law && std::isfinite(law->mean()) ? std::optional(law->mean() / 1e9) : std::nullopt;
}

QString arrivalsName(Arrivals arrivals)
{
    switch (arrivals) {
    case Arrivals::Bursty:
        return tr("bursty arrivals");
    case Arrivals::Ramp:
        return tr("a ramp");
    case Arrivals::Daily:
        return tr("a daily profile");
    default:
        return tr("a recorded trace");
    }
}

} // namespace

bool NetworkCompilation::isCausedElsewhere(const Service &service, const Publication &sends) const
{
    const auto callsIt = [&sends](const Operation &operation) {
        return operation.load && operation.sends.contains(sends.id);
    };
    const auto emitsIt = [&sends](const Subscription &receives) {
        return std::any_of(receives.emits.begin(), receives.emits.end(), [&sends](const Emit &emits) {
            return emits.event == sends.event && (emits.channel.isEmpty() || emits.channel == sends.channel);
        });
    };
    return std::any_of(service.operations.begin(), service.operations.end(), callsIt)
        || std::any_of(service.receives.begin(), service.receives.end(), emitsIt);
}

void NetworkCompilation::addSends(const Service &service, qsizetype position)
{
    const Publication &sends = service.sends.at(position);
    const QString path = service.id + u'/' + sends.id;
    if (sends.channel.isEmpty() || sends.event.isEmpty()) {
        warn(tr("%1 names no channel or no event: it is not simulated.").arg(path));
        return;
    }
    const sim::Index publication = addPublication(path, sends.event, sends.channel, service, sends.via);
    m_publications.insert(path, publication);
    if (sends.versions.size() > 1)
        unused(tr("versions of a publication"), path);
    if (sends.load || m_scenario.rates.contains(path) || !isCausedElsewhere(service, sends)) {
        const QString pointer = QStringLiteral("/sends/%1").arg(position);
        addSource(service, sends.load ? &*sends.load : nullptr, path,
                  QStringLiteral("services/%1/sends/%2").arg(service.id, sends.id), pointer, {publication});
    }
}

void NetworkCompilation::addOperations(const Service &service)
{
    for (qsizetype i = 0; i < service.operations.size(); ++i) {
        const Operation &operation = service.operations.at(i);
        const QString path = service.id + u'/' + operation.id;
        if (!operation.load && !m_scenario.rates.contains(path))
            continue;
        std::vector<sim::Index> publications;
        for (const QString &sends : operation.sends) {
            const auto found = m_publications.constFind(service.id + u'/' + sends);
            if (found != m_publications.cend())
                publications.push_back(*found);
        }
        if (publications.empty()) {
            warn(tr("%1 has a load, but publishes nothing: it is not simulated.").arg(path));
            continue;
        }
        addSource(service, operation.load ? &*operation.load : nullptr, path,
                  QStringLiteral("services/%1/operations/%2").arg(service.id, operation.id),
                  QStringLiteral("/operations/%1").arg(i), std::move(publications));
    }
}

void NetworkCompilation::addSource(const Service &service, const Load *load, const QString &path,
                                   const QString &identity, const QString &pointer,
                                   std::vector<sim::Index> publications)
{
    const QString element = QStringLiteral("services/") + service.id;
    sim::Source source;
    source.identity = sim::identityOf(identity.toStdString());
    source.service = m_services.value(service.id);
    source.publications = std::move(publications);
    const int batch = load ? load->batch.value_or(1) : 1;
    if (batch < 1)
        fail(element, pointer + QStringLiteral("/load/batch"),
             tr("%1: a batch of %2 messages is impossible.").arg(path).arg(batch));
    source.batch = static_cast<std::uint32_t>(std::max(1, batch));
    setArrivals(source, load ? *load : Load(), path, element, pointer + QStringLiteral("/load"));
    m_built.network.sources.push_back(std::move(source));
    m_built.sources.append(path);
}

void NetworkCompilation::setArrivals(sim::Source &source, const Load &load, const QString &path, const QString &element,
                                     const QString &pointer)
{
    const Arrivals arrivals = load.arrivals.value_or(Arrivals::Poisson);
    const auto given = m_scenario.rates.constFind(path);
    std::optional<double> rate = given != m_scenario.rates.cend() ? std::optional(*given) : meanRate(load, path);
    if (arrivals == Arrivals::Interval && load.interval && given == m_scenario.rates.cend()) {
        setInterval(source, load, path, element, pointer);
        return;
    }
    if (arrivals != Arrivals::Poisson && arrivals != Arrivals::Constant && arrivals != Arrivals::Interval)
        warn(tr("%1: %2 is not simulated yet; Poisson arrivals at its mean rate take its place.")
                 .arg(path, arrivalsName(arrivals)));
    if (!rate) {
        rate = assumedRate;
        assume(tr("%1: no rate is given; %2 events/s are assumed.").arg(path).arg(assumedRate));
    }
    if (!(*rate >= 0) || !std::isfinite(*rate))
        fail(element, pointer + QStringLiteral("/rate"), tr("%1: a rate of %2/s is impossible.").arg(path).arg(*rate));
    source.arrivals = arrivals == Arrivals::Constant ? sim::Arrivals::Constant : sim::Arrivals::Poisson;
    source.rate = *rate * m_scenario.loadFactor;
}

void NetworkCompilation::setInterval(sim::Source &source, const Load &load, const QString &path, const QString &element,
                                     const QString &pointer)
{
    const auto law = lawOf(*load.interval);
    if (!law || !(law->mean() > 0)) {
        fail(element, pointer + QStringLiteral("/interval"),
             tr("%1: the intervals' distribution cannot be: its numbers are missing, zero or contradict each other.")
                 .arg(path));
        return;
    }
    if (m_scenario.loadFactor <= 0) {
        source.rate = 0;
        return;
    }
    source.arrivals = sim::Arrivals::Interval;
    source.interval = scaledLaw(*law, 1 / m_scenario.loadFactor);
    source.rate = 1e9 / source.interval.mean();
}

std::optional<double> NetworkCompilation::meanRate(const Load &load, const QString &path)
{
    if (!load.rate)
        return std::nullopt;
    switch (load.arrivals.value_or(Arrivals::Poisson)) {
    case Arrivals::Bursty: {
        const auto on = meanSeconds(load.on), off = meanSeconds(load.off);
        if (on && off && *on + *off > 0)
            return *load.rate * *on / (*on + *off);
        assume(tr("%1: no bursts and pauses are given; it sends all the time.").arg(path));
        return load.rate;
    }
    case Arrivals::Ramp:
        return (*load.rate + load.to.value_or(*load.rate)) / 2;
    case Arrivals::Daily:
        if (load.hours.isEmpty())
            return load.rate;
        return *load.rate * std::accumulate(load.hours.begin(), load.hours.end(), 0.0)
            / static_cast<double>(load.hours.size());
    default:
        return load.rate;
    }
}

sim::Index NetworkCompilation::addPublication(const QString &path, const QString &event, const QString &channel,
                                              const Service &service, std::optional<Via> via)
{
    sim::Publication publication;
    publication.eventType = m_eventTypes.value(event);
    publication.channel = m_channels.value(channel);
    if (delivery::viaOf(service, via) == Via::Outbox)
        publication.outbox = outboxOf(service);
    QString unique = path;
    for (int n = 2; m_publicationPaths.contains(unique); ++n)
        unique = QStringLiteral("%1#%2").arg(path).arg(n);
    m_built.network.publications.push_back(publication);
    m_built.publications.append(unique);
    m_publicationPaths.insert(unique);
    return static_cast<sim::Index>(m_built.network.publications.size() - 1);
}

sim::Index NetworkCompilation::outboxOf(const Service &service)
{
    const auto known = m_outboxes.constFind(service.id);
    if (known != m_outboxes.cend())
        return *known;
    const Outbox outbox = service.outbox.value_or(Outbox());
    const QString element = QStringLiteral("services/") + service.id;
    if (!service.outbox)
        assume(tr("%1: it publishes through an outbox that is not described; a poll every 5 s of 100 rows is assumed.")
                   .arg(service.id));
    if (outbox.poll.count() <= 0 || outbox.batch < 1 || outbox.maxAttempts < 1 || outbox.relays < 1
        || outbox.relays > mostRelays || outbox.publishTime.count() < 0)
        fail(element, QStringLiteral("/outbox"),
             tr("%1: its outbox needs a poll interval above 0 and at least one row, attempt and relay (at most %2).")
                 .arg(service.id)
                 .arg(mostRelays));
    sim::Outbox made;
    made.identity = sim::identityOf((element + QStringLiteral("/outbox")).toStdString());
    made.service = m_services.value(service.id);
    made.mode = outbox.mode == OutboxMode::Faithful ? sim::OutboxMode::Faithful : sim::OutboxMode::Hardened;
    made.poll = outbox.poll.count();
    made.batch = static_cast<std::uint32_t>(outbox.batch);
    made.maxAttempts = static_cast<std::uint32_t>(outbox.maxAttempts);
    made.publishTime = outbox.publishTime.count();
    made.relays = static_cast<std::uint32_t>(outbox.relays);
    const auto index = static_cast<sim::Index>(m_built.network.outboxes.size());
    m_built.network.outboxes.push_back(made);
    m_built.outboxes.append(service.id);
    m_outboxes.insert(service.id, index);
    return index;
}

void NetworkCompilation::checkRates()
{
    const QString element = QStringLiteral("scenarios/") + m_scenario.id;
    if (!(m_scenario.loadFactor >= 0) || !std::isfinite(m_scenario.loadFactor))
        fail(element, QStringLiteral("/load/factor"),
             tr("A load factor of %1 is impossible.").arg(m_scenario.loadFactor));
    for (auto it = m_scenario.rates.cbegin(); it != m_scenario.rates.cend(); ++it) {
        if (!m_built.sources.contains(it.key()))
            fail(element, QStringLiteral("/load/rates/%1").arg(QString(it.key()).replace(u'/', QStringLiteral("~1"))),
                 tr("The scenario gives a rate to %1, which is no publication or operation of this design.")
                     .arg(it.key()));
    }
}

} // namespace weir
