// SPDX-License-Identifier: GPL-3.0-or-later
// Retry policies that contradict themselves.
#include "core/rules/design.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <functional>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("weir", text);
}

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

/// The number that stands before a word like `retries` or `attempts` in \a text, in digits or letters; -1 when none does.
int countBefore(const QString &text, const QString &words)
{
    static const QStringList numbers{u"zero"_s, u"one"_s,   u"two"_s,   u"three"_s, u"four"_s, u"five"_s,
                                     u"six"_s,  u"seven"_s, u"eight"_s, u"nine"_s,  u"ten"_s};
    const QRegularExpression pattern(u"\\b(\\d{1,4}|%1)[ _-]?(?:%2)\\b"_s.arg(numbers.join(u'|'), words),
                                     QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return -1;
    const qsizetype number = numbers.indexOf(match.captured(1).toLower());
    return number >= 0 ? static_cast<int>(number) : match.captured(1).toInt();
}

void checkWording(const Design &design, Reporter &reporter)
{
    for (const Policy &policy : design.catalog.policies()) {
        const QString text = policy.title();
        const int retries = countBefore(text, u"retr(?:y|ies)"_s);
        const int attempts = countBefore(text, u"attempts?|tries"_s);
        const bool isWrong =
            retries >= 0 ? retries != policy.maxAttempts - 1 : attempts >= 0 && attempts != policy.maxAttempts;
        if (isWrong) {
            reporter.add({Kind::Policy, policy.id}, u"/maxAttempts"_s,
                         tr("“%1” makes %2 attempts: the first and %3 retries.")
                             .arg(text)
                             .arg(policy.maxAttempts)
                             .arg(policy.maxAttempts - 1),
                         retries >= 0 ? tr("Set maxAttempts to %1, or rename the policy.").arg(retries + 1)
                                      : tr("Set maxAttempts to %1, or rename the policy.").arg(attempts));
        }
    }
}

void checkUnused(const Design &design, Reporter &reporter)
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
         checkUnused},
    };
}

} // namespace weir
