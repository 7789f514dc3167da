// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/queuesizing.h"

#include "core/document/eventrates.h"

#include "core/delivery/effective.h"
#include "core/statistics/queueingformulas.h"

#include <algorithm>
#include <cmath>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// Estimates utilisation and waiting from what is known of arrivals and service.
void estimate(SizingRow &row)
{
    if (!row.arrivals || !row.serviceTime)
        return;
    const double load = *row.arrivals * row.attempts * *row.serviceTime;
    row.utilisation = load / row.servers;
    row.neededServers = std::max(1, int(std::ceil(load / targetUtilisation - 1e-9)));
    if (load >= row.servers)
        return;
    row.wait = queueing::meanWait(row.servers, *row.arrivals * row.attempts, *row.serviceTime);
    row.waiting = *row.wait * *row.arrivals * row.attempts;
}

void measure(SizingRow &row, const Report &report)
{
    const SubscriptionReport *found = report.subscription(row.path);
    if (!found || found->delivered == 0)
        return;
    row.simulated = true;
    row.utilisation = found->utilisation;
    row.waiting = found->depth.mean;
    row.wait = found->wait ? std::optional<double>(found->wait->mean) : std::nullopt;
    if (found->attemptsPerMessage)
        row.attempts = *found->attemptsPerMessage;
}

} // namespace

QList<SizingRow> queueSizing(const Catalog &catalog, const Report *report)
{
    const QHash<QString, double> rates = arrivalRates(catalog);
    QList<SizingRow> rows;
    for (const Service &service : catalog.services()) {
        for (const Subscription &subscription : service.receives) {
            SizingRow row;
            row.path = service.id + u'/' + subscription.id;
            row.channel = subscription.channel;
            row.servers =
                std::max(1, subscription.instances.value_or(1)) * std::max(1, subscription.concurrency.value_or(1));
            row.attempts =
                meanAttempts(delivery::policyOf(catalog, subscription), subscription.failureRate.value_or(0));
            if (const auto rate = rates.constFind(row.path); rate != rates.constEnd())
                row.arrivals = *rate;
            if (subscription.processing)
                row.serviceTime = meanOf(*subscription.processing);
            estimate(row);
            if (report)
                measure(row, *report);
            rows.append(row);
        }
    }
    return rows;
}

} // namespace weir
