// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"
#include "core/simulation/networkbuilder.h"

#include <QHash>

#include <memory>
#include <vector>

namespace weir {

/// What one publication of the network stands for.
struct EmulatedPublication
{
    QString path; ///< `orders/order.placed`, `billing/bill/invoice.sent`.
    QString event;
    QString channel;
    QString service; ///< Who publishes; the `source` of its events.
    bool usesOutbox = false;
};

/// A design made ready to be emulated: the very network that the simulator runs, and what its indices stand for, so that
/// both draw from the same laws and loads.
class EmulatedDesign
{
public:
    /// The load is that of \a scenario; its faults are left out. Fails when the design contradicts itself, as
    /// buildNetwork() does; recordings are looked for below \a root.
    static Result<std::unique_ptr<EmulatedDesign>> of(const Catalog &catalog, Scenario scenario,
                                                      const QString &root = {});
    EmulatedDesign(const EmulatedDesign &) = delete;
    EmulatedDesign &operator=(const EmulatedDesign &) = delete;

    const Catalog &catalog() const { return m_catalog; }
    const BuiltNetwork &built() const { return m_built; }
    const sim::Network &network() const { return m_built.network; }
    const std::vector<EmulatedPublication> &publications() const { return m_publications; }
    /// The network's subscription at \a path, or sim::noIndex.
    sim::Index subscription(const QString &path) const { return m_subscriptions.value(path, sim::noIndex); }
    /// Id of the service of subscription \a index.
    QString serviceOf(sim::Index index) const;
    bool hasDatabase(const QString &service) const;

private:
    EmulatedDesign(const Catalog &catalog, BuiltNetwork built);

    Catalog m_catalog;
    BuiltNetwork m_built;
    std::vector<EmulatedPublication> m_publications;
    QHash<QString, sim::Index> m_subscriptions;
};

} // namespace weir
