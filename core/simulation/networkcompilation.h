// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"
#include "core/simulation/networkbuilder.h"

#include <QCoreApplication>
#include <QHash>
#include <QMap>
#include <QSet>

namespace weir {

constexpr double assumedRate = 10; ///< Events a second, where the design gives no rate.

/// The work behind buildNetwork(): `networkcompilation.cpp` holds the frame, `networksources.cpp` and
/// `networkarrivals.cpp` and `networkoutside.cpp` what brings messages in, `networksubscriptions.cpp`, `networkhandling.cpp` and
/// `networkendpoints.cpp` what handles them.
class NetworkCompilation
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    NetworkCompilation(const Catalog &catalog, const Scenario &scenario, const QString &root);

    /// Compiles; once.
    Result<BuiltNetwork> build();

private:
    // The frame.
    void addServices();
    void addEventTypes();
    void addChannels();
    void addChannel(const Channel &channel);
    void noteUnused();

    // What brings messages in.
    void addSends(const Service &service, qsizetype position);
    bool isCausedElsewhere(const Service &service, const Publication &sends) const;
    void addOperations(const Service &service);
    void addSource(const Service &service, const Load *load, const QString &path, const QString &identity,
                   const QString &pointer, std::vector<sim::Index> publications);
    void setArrivals(sim::Source &source, const Load &load, const QString &path, const QString &element,
                     const QString &pointer);
    void setInterval(sim::Source &source, const Load &load, const QString &path, const QString &element,
                     const QString &pointer);
    void setBursts(sim::Source &source, const Load &load, const QString &path, const QString &element,
                   const QString &pointer);
    void setProfile(sim::Source &source, const Load &load, const QString &path, const QString &element,
                    const QString &pointer);
    void setTrace(sim::Source &source, const Load &load, const QString &path, const QString &element,
                  const QString &pointer);
    sim::Index addPublication(const QString &path, const QString &event, const QString &channel, const Service &service,
                              std::optional<Via> via);
    sim::Index outboxOf(const Service &service);
    void addOutsideSources();
    void addIncoming(const Webhook &webhook);
    bool isDeadLetterChannel(const QString &id) const;
    void checkRates();

    // What handles them.
    void addSubscription(const Service &service, const Subscription &receives, const QString &pointer);
    void setServers(sim::Subscription &subscription, const Subscription &receives, const QString &path,
                    const QString &element, const QString &pointer);
    void setProcessing(sim::Subscription &subscription, const Subscription &receives, const QString &path,
                       const QString &element, const QString &pointer);
    void setFailures(sim::Subscription &subscription, const Subscription &receives, const QString &path,
                     const QString &element, const QString &pointer);
    void setSla(sim::Subscription &subscription, const Subscription &receives, const QString &path,
                const QString &element, const QString &pointer);
    void addEmits(const Service &service, const Subscription &receives, sim::Index subscription, const QString &path,
                  const QString &pointer);
    sim::Index deadLetterOf(const Subscription &receives, const sim::Subscription &subscription, const QString &path);
    bool mayFailByFault() const;

    void setHandOver(sim::Subscription &subscription, const Subscription &receives, const QString &path,
                     const QString &element, const QString &pointer);
    void setRetry(sim::Subscription &subscription, const Policy *policy);
    void setEventSlas(sim::Subscription &subscription, const QString &path);
    void setVersions();
    void addOutgoing(const Webhook &webhook);
    void addStream(const Stream &stream);
    sim::Index serviceFor(const QString &id);
    void addEndpoint(sim::Subscription subscription, const QString &path, const QString &service);

    // Words.
    void assume(const QString &sentence) { m_built.assumptions.append(sentence); }
    void warn(const QString &sentence) { m_built.warnings.append(sentence); }
    void unused(const QString &field, const QString &element) { m_unused[field].append(element); }
    void fail(const QString &element, const QString &pointer, const QString &message);

    const Catalog &m_catalog;
    const Scenario &m_scenario;
    const QString m_root;
    BuiltNetwork m_built;
    std::optional<Error> m_error; ///< The first contradiction.
    QHash<QString, sim::Index> m_eventTypes, m_channels, m_outboxes, m_deadLetters;
    QHash<QString, sim::Index> m_publications;
    QHash<QString, sim::Index> m_services;
    QSet<QString> m_publicationPaths;
    std::vector<const Sla *> m_eventSlas;         ///< Of each event type; nullptr without one.
    std::vector<const Subscription *> m_receives; ///< Of each subscription; nullptr for an endpoint.
    QMap<QString, QStringList> m_unused;          ///< Field -> elements that have it.
};

} // namespace weir
