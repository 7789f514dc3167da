// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"
#include "core/simulation/report.h"

#include <QList>

#include <optional>

namespace weir {

/// Load and capacity of one subscription. What the model does not say, and what follows from it, is empty.
struct SizingRow
{
    QString path; ///< `billing/bill`.
    QString channel;
    std::optional<double> arrivals;    ///< Messages each second, from the loads of the producers.
    std::optional<double> serviceTime; ///< Mean seconds of one attempt.
    double attempts = 1;               ///< Mean attempts for each message, from failure rate and policy.
    int servers = 1;                   ///< Instances times concurrency.
    std::optional<double> utilisation; ///< arrivals * attempts * serviceTime / servers; 1 and more is too much.
    std::optional<double> waiting;     ///< Mean number of messages that wait.
    std::optional<double> wait;        ///< Mean seconds that a message waits.
    std::optional<int> neededServers;  ///< Fewest servers that stay at or below the target utilisation.
    bool simulated = false;            ///< Utilisation, waiting and wait were measured in a simulation.

    bool operator==(const SizingRow &) const = default;
};

/// Servers are to be busy at most this share of the time.
inline constexpr double targetUtilisation = 0.7;

/// Sizing of all subscriptions, by path. Figures of \a report, when there is one, take the place of estimated ones.
QList<SizingRow> queueSizing(const Catalog &catalog, const Report *report = nullptr);

} // namespace weir
