// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/interchange/slug.h"

#include <nlohmann/json.hpp>

#include <QHash>
#include <QList>

namespace weir {

/// Collects retry policies; equal ones are one.
class PolicyImport
{
public:
    /// The id of the policy with the members of \a policy (without an id), called after \a wanted when it is new.
    QString take(const Json &policy, const QString &wanted);

    const QList<Json> &documents() const { return m_documents; }

private:
    SlugSet m_ids;
    QHash<QByteArray, QString> m_idOf;
    QList<Json> m_documents;
};

/// The policy that \a retry describes with the names of AsyncAPI's retry proposal (spec issue 1234; delays in seconds, or
/// as ISO 8601 durations where their names lack `Seconds`); null when it says nothing.
Json policyOfRetry(const Json &retry);
/// The reverse, for members that the proposal knows.
Json retryOfPolicy(const Json &policy);

/// The policy of an SQS queue's `redrivePolicy`: a failed message comes back when its visibility time-out ends (30 s by
/// default); null when it has none.
Json policyOfSqs(const Json &queue);
/// The policy of an SNS `deliveryPolicy`; null when it does not say how often is retried.
Json policyOfSns(const Json &deliveryPolicy);

/// \a seconds as Weir spells durations; empty when it is no number from 0 to 292 years.
QString secondsText(const Json *seconds);
/// The same for an ISO 8601 duration without years and months (`PT2.5S`, `P1DT2H`).
QString isoDurationText(const QString &text);

} // namespace weir
