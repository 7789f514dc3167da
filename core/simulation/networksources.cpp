// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rate.h"
#include "core/delivery/effective.h"
#include "core/simulation/engine.h"
#include "core/simulation/networkcompilation.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

/// Relays and rows of one outbox at most.
constexpr int mostRelays = 10'000;

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
    sim::Publication &made = m_built.network.publications.at(publication);
    made.keyed = !sends.key.isEmpty();
    double whole = 0;
    for (const double share : sends.versions)
        whole += std::max(0.0, share);
    for (auto it = sends.versions.cbegin(); whole > 0 && it != sends.versions.cend(); ++it)
        made.versions.push_back({static_cast<std::uint32_t>(std::max(0, it.key())), std::max(0.0, it.value()) / whole});
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

sim::Index NetworkCompilation::addPublication(const QString &path, const QString &event, const QString &channel,
                                              const Service &service, std::optional<Via> via)
{
    sim::Publication publication;
    publication.eventType = m_eventTypes.value(event);
    publication.channel = m_channels.value(channel);
    publication.service = m_services.value(service.id, sim::noIndex);
    if (delivery::viaOf(service, via) == Via::Outbox)
        publication.outbox = outboxOf(service);
    QString unique = path;
    for (int n = 2; m_publicationPaths.contains(unique); ++n)
        unique = QStringLiteral("%1#%2").arg(path).arg(n);
    publication.identity = sim::identityOf((QStringLiteral("publications/") + unique).toStdString());
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
