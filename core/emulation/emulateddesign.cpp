// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/emulateddesign.h"

namespace weir {

Result<std::unique_ptr<EmulatedDesign>> EmulatedDesign::of(const Catalog &catalog, Scenario scenario,
                                                           const QString &root)
{
    scenario.faults.clear();
    Result<BuiltNetwork> built = buildNetwork(catalog, scenario, root);
    if (!built)
        return built.error();
    return std::unique_ptr<EmulatedDesign>(new EmulatedDesign(catalog, std::move(*built)));
}

EmulatedDesign::EmulatedDesign(const Catalog &catalog, BuiltNetwork built)
    : m_catalog(catalog)
    , m_built(std::move(built))
{
    const auto nameOf = [](const QStringList &names, sim::Index index) {
        return index < static_cast<sim::Index>(names.size()) ? names.at(qsizetype(index)) : QString();
    };
    m_publications.reserve(network().publications.size());
    for (std::size_t i = 0; i < network().publications.size(); ++i) {
        const sim::Publication &publication = network().publications.at(i);
        m_publications.push_back({m_built.publications.at(qsizetype(i)),
                                  nameOf(m_built.eventTypes, publication.eventType),
                                  nameOf(m_built.channels, publication.channel),
                                  nameOf(m_built.services, publication.service), publication.outbox != sim::noIndex});
    }
    for (qsizetype i = 0; i < m_built.subscriptions.size(); ++i)
        m_subscriptions.insert(m_built.subscriptions.at(i), static_cast<sim::Index>(i));
}

QString EmulatedDesign::serviceOf(sim::Index index) const
{
    return m_built.services.value(qsizetype(network().subscriptions.at(index).service));
}

bool EmulatedDesign::hasDatabase(const QString &service) const
{
    const Service *found = m_catalog.service(service);
    return found != nullptr && (found->database || found->outbox);
}

} // namespace weir
