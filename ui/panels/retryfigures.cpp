// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/retryfigures.h"

#include "core/base/translate.h"
#include "core/delivery/backoff.h"
#include "core/delivery/effective.h"

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int attemptsShown = 12;
constexpr int attemptsCounted = 10'000;

/// The longest wait after each failure.
Duration longestDelay(const delivery::RetryPlan &plan, int failure, Duration previous)
{
    constexpr double upperEnd = 1; // of what chance may draw
    return plan.delay(failure, previous.count(), upperEnd);
}

/// All waits between the first attempt and the last.
Duration longestWait(const delivery::RetryPlan &plan)
{
    Duration sum{}, wait{};
    for (int failure = 1; failure < std::min(plan.maxAttempts, attemptsCounted); ++failure) {
        wait = longestDelay(plan, failure, wait);
        sum += wait;
    }
    return plan.maxAge > 0 ? std::min(sum, Duration(plan.maxAge)) : sum;
}

} // namespace

RetryLine retryLine(const Policy *policy, const QString &end)
{
    const delivery::RetryPlan plan = delivery::retryPlan(policy);
    RetryLine line{{Duration{}}, end};
    Duration wait{};
    for (int failure = 1; failure < std::min(plan.maxAttempts, attemptsShown); ++failure) {
        wait = longestDelay(plan, failure, wait);
        line.attempts.append(line.attempts.last() + wait);
    }
    if (plan.maxAttempts > attemptsShown)
        line.end = tr("… %n attempt(s) %1", nullptr, plan.maxAttempts).arg(end);
    return line;
}

FormRow worstCase(const Catalog &catalog, const Subscription &subscription)
{
    const delivery::RetryPlan plan = delivery::retryPlan(delivery::policyOf(catalog, subscription));
    const Duration waits = longestWait(plan);
    FormRow row{.kind = FormRow::Kind::Note};
    if (!subscription.timeout) {
        row.mood = FormRow::Mood::Dim;
        row.text = waits > Duration{}
            ? tr("Retries wait up to %1; set a timeout to bound the worst case.").arg(durationWords(waits))
            : tr("Set a timeout to bound the worst case.");
        return row;
    }
    const Duration worst = waits + *subscription.timeout * plan.maxAttempts;
    if (!subscription.sla) {
        row.text = tr("Worst case %1 from first attempt to last failure.").arg(durationWords(worst));
        return row;
    }
    const bool fits = worst <= subscription.sla->within;
    row.mood = fits ? FormRow::Mood::Good : FormRow::Mood::Bad;
    row.text = fits ? tr("Worst case %1 of the %2 SLA") : tr("Worst case %1 exceeds the %2 SLA");
    row.text = row.text.arg(durationWords(worst), durationWords(subscription.sla->within));
    return row;
}

} // namespace weir
