// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/scenario.h"
#include "core/simulation/network.h"

#include <QStringList>

#include <vector>

namespace weir {

class Catalog;

/// What an SLA of the design asks of a subscription.
struct SlaTarget
{
    QString event;     ///< Type whose SLA it is; empty when it is the subscription's own.
    double within = 0; ///< Seconds.
    double share = 1;

    bool operator==(const SlaTarget &) const = default;
};

/// A network and the names of what is in it: the n-th name belongs to the n-th element.
struct BuiltNetwork
{
    sim::Network network;
    QStringList services;                       ///< Ids.
    QStringList serviceTitles;                  ///< For sentences.
    QStringList eventTypes;                     ///< Ids.
    QStringList channels;                       ///< Ids. Hidden channels of webhooks come after them, without a name.
    QStringList publications;                   ///< `orders/order.placed`, `billing/bill/invoice.sent`.
    QStringList sources;                        ///< `orders/order.placed`; `orders/checkout` for an operation.
    QStringList outboxes;                       ///< Ids of services.
    QStringList subscriptions;                  ///< `billing/bill`.
    QStringList deadLetters;                    ///< Ids of channels; `billing/bill.dlq` when implicit.
    QStringList faults;                         ///< `serviceDown billing`.
    std::vector<std::optional<SlaTarget>> slas; ///< Of each subscription.
    /// Of each subscription that receives several event types with SLAs of their own, in the order of its `eventSlas`.
    std::vector<std::vector<SlaTarget>> eventSlas;
    std::vector<bool> idempotent; ///< Each subscription: a duplicate has no effect.
    QStringList assumptions;      ///< One sentence each: the element, what was missing, the value taken.
    QStringList warnings;         ///< One sentence each: what is not simulated, what cannot work.
};

/// Compiles a design and a scenario into what the engine runs.
///
/// Any design compiles: what is not given is assumed and said. A contradiction (no instance, a probability above 1, a law
/// that cannot be) is an error whose place holds `kind/id` in `file` and the pointer of the field. Recordings are looked for
/// below \a root, the project's folder; without one they cannot be read.
Result<BuiltNetwork> buildNetwork(const Catalog &catalog, const Scenario &scenario, const QString &root = {});

} // namespace weir
