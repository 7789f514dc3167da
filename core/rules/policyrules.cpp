// SPDX-License-Identifier: GPL-3.0-or-later
// Retry policies that contradict themselves.
#include "core/base/translate.h"
#include "core/rules/attemptwords.h"
#include "core/rules/design.h"

#include "core/delivery/backoff.h"

#include <functional>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

constexpr int maxListedDelays = 6;

using Report = std::function<void(const QString &pointer, const QString &message, const QString &hint)>;

void checkStrategy(const Policy &policy, const Report &report)
{
    const Backoff &backoff = policy.strategy;
    const QString title = policy.title();
    if (backoff.maxDelay && *backoff.maxDelay < backoff.initialDelay) {
        report(u"/strategy/maxDelay"_s,
               tr("“%1” waits at most %2, but starts with %3.")
                   .arg(title, durationWords(*backoff.maxDelay), durationWords(backoff.initialDelay)),
               tr("Make the longest delay at least as long as the first."));
    }
    if (backoff.type == RetryStrategy::List && backoff.delays.isEmpty())
        report(u"/strategy"_s, tr("“%1” takes its delays from a list that is empty.").arg(title),
               tr("List them: \"delays\": [\"1s\", \"10s\"]."));
    const bool needsStart = backoff.type == RetryStrategy::Fixed || backoff.type == RetryStrategy::Exponential;
    if (needsStart && backoff.initialDelay <= Duration::zero())
        report(u"/strategy"_s, tr("“%1” backs off but says no first delay, so it retries at once.").arg(title),
               tr("Add an initialDelay, or use the type none."));
    if (backoff.type == RetryStrategy::Linear && backoff.increment <= Duration::zero())
        report(u"/strategy"_s, tr("“%1” is linear but grows by nothing.").arg(title),
               tr("Add an increment, or use the type fixed."));
    if (backoff.type == RetryStrategy::Exponential && backoff.multiplier <= 1)
        report(
            u"/strategy/multiplier"_s,
            tr("“%1” is exponential but its multiplier of %2 never lets it grow.").arg(title).arg(backoff.multiplier),
            tr("Use a multiplier above 1, such as 2."));
}

void checkContradictions(const Design &design, Reporter &reporter)
{
    for (const Policy &policy : design.catalog.policies()) {
        const Report report = [&](const QString &pointer, const QString &message, const QString &hint) {
            reporter.add({Kind::Policy, policy.id}, pointer, message, hint);
        };
        // Fewer than one attempt does not come this far: reading the file refuses it.
        if (policy.maxAttempts > 1)
            checkStrategy(policy, report);
    }
}

void checkNeverUsed(const Design &design, Reporter &reporter)
{
    for (const Policy &policy : design.catalog.policies()) {
        const ElementRef element{Kind::Policy, policy.id};
        if (policy.maxAttempts == 1 && policy.strategy.type != RetryStrategy::None) {
            reporter.add(element, u"/maxAttempts"_s,
                         tr("“%1” describes delays but allows one attempt, so it never retries.").arg(policy.title()),
                         tr("maxAttempts counts the first attempt: write 4 for three retries."));
        }
        const Duration first = policy.strategy.type == RetryStrategy::List ? policy.strategy.delays.value(0)
                                                                           : policy.strategy.initialDelay;
        if (policy.maxAttempts > 1 && policy.maxAge && policy.strategy.type != RetryStrategy::None
            && *policy.maxAge < first) {
            reporter.add(element, u"/maxAge"_s,
                         tr("“%1” gives up after %2, before its first retry after %3.")
                             .arg(policy.title(), durationWords(*policy.maxAge), durationWords(first)),
                         tr("Make maxAge longer, or retry sooner."));
        }
    }
}

/// What \a attempts wait for in sum, in words: `2 s, 4 s: given up after 6 s`.
QString waitsOf(Policy policy, int attempts)
{
    policy.maxAttempts = attempts;
    const delivery::RetryPlan plan = delivery::retryPlan(&policy);
    QStringList waits;
    Duration sum{};
    for (int failure = 1; failure < std::min(attempts, maxListedDelays + 1); ++failure) {
        const Duration wait = plan.delay(failure, 0, 0);
        waits.append(durationWords(wait));
        sum += wait;
    }
    if (waits.isEmpty())
        return tr("given up at once");
    if (attempts - 1 > maxListedDelays)
        return waits.join(u", "_s) + tr(", …");
    return tr("waits %1: given up after %2").arg(waits.join(u", "_s), durationWords(sum));
}

void checkWording(const Design &design, Reporter &reporter)
{
    for (const Policy &policy : design.catalog.policies()) {
        const SaidAttempts said = attemptsSaid(policy.title());
        if (said.count < 0 || said.count == policy.maxAttempts)
            continue;
        Policy plain = policy;
        plain.strategy.jitter = Jitter::None;
        reporter.add({Kind::Policy, policy.id}, u"/maxAttempts"_s,
                     tr("“%1” makes %2 attempts: the first and %3 retries (%4). Its name means %5 attempts (%6).")
                         .arg(policy.title())
                         .arg(policy.maxAttempts)
                         .arg(policy.maxAttempts - 1)
                         .arg(waitsOf(plain, policy.maxAttempts))
                         .arg(said.count)
                         .arg(waitsOf(plain, said.count)),
                     tr("Set maxAttempts to %1, or rename the policy.").arg(said.count));
    }
}

void checkUnusedPolicies(const Design &design, Reporter &reporter)
{
    QSet<QString> used{design.catalog.project().defaultPolicy};
    for (const Channel &channel : design.catalog.channels())
        used.insert(channel.policy);
    for (const Webhook &webhook : design.catalog.webhooks())
        used.insert(webhook.policy);
    for (const delivery::Consumer &consumer : design.routing.consumers()) {
        if (consumer.subscription)
            used.insert(consumer.subscription->policy);
    }
    for (const Policy &policy : design.catalog.policies()) {
        if (!used.contains(policy.id)) {
            reporter.add({Kind::Policy, policy.id}, {}, tr("Nobody uses the retry policy “%1”.").arg(policy.title()),
                         tr("Name it at a subscription, a channel or as the project's default, or remove it."));
        }
    }
}

} // namespace

QList<RuleDefinition> policyRules()
{
    return {
        {{u"delivery/policy-contradiction"_s, Severity::Error, tr("A retry policy that contradicts itself"),
          tr("A policy that cannot mean what it says is simulated and run in some way that nobody chose.")},
         checkContradictions},
        {{u"delivery/policy-never-retries"_s, Severity::Warning, tr("A retry policy that never retries"),
          tr("maxAttempts counts the first attempt. A policy with one attempt, or one that gives up before its first "
             "retry, "
             "describes delays that never happen.")},
         checkNeverUsed},
        {{u"delivery/retry-wording"_s, Severity::Warning, tr("A policy whose name counts differently"),
          tr("Three retries are four attempts. A policy that is called by another number than it keeps misleads all "
             "who read the "
             "document.")},
         checkWording},
        {{u"delivery/unused-policy"_s, Severity::Info, tr("A retry policy that nobody uses"),
          tr("No subscription, channel, webhook or default names it.")},
         checkUnusedPolicies},
    };
}

} // namespace weir
