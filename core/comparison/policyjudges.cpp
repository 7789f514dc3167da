// SPDX-License-Identifier: GPL-3.0-or-later
// Who is tried less patiently when retry policies, or the choice of them, change.
#include "core/comparison/judgement.h"

#include "core/base/translate.h"
#include "core/delivery/backoff.h"
#include "core/delivery/effective.h"

#include <algorithm>
#include <functional>

namespace weir {

namespace {

/// How long a failing message is tried.
struct Patience
{
    int attempts = 1;
    double nanoseconds = 0; ///< From the first failure to the last attempt, without jitter and processing.

    bool isLessThan(const Patience &other) const
    {
        return attempts < other.attempts || nanoseconds < other.nanoseconds;
    }
};

Patience patienceOf(const Policy *policy)
{
    const delivery::RetryPlan plan = delivery::retryPlan(policy);
    Patience patience{plan.maxAttempts, 0};
    for (int failure = 1; failure < plan.maxAttempts && failure <= int(plan.delays.size()); ++failure)
        patience.nanoseconds += double(plan.delays[size_t(failure) - 1]);
    const int repeated = plan.maxAttempts - 1 - int(plan.delays.size());
    if (repeated > 0 && !plan.delays.empty())
        patience.nanoseconds += double(plan.delays.back()) * repeated;
    if (plan.maxAge > 0)
        patience.nanoseconds = std::min(patience.nanoseconds, double(plan.maxAge));
    return patience;
}

QString patienceText(const Patience &patience)
{
    if (patience.attempts == 1)
        return tr("one attempt");
    constexpr double longest = 9.2e18;
    const QString time = durationWords(Duration(qint64(std::min(patience.nanoseconds, longest))));
    return tr("%1 attempts within %2").arg(patience.attempts).arg(time);
}

/// A subscription or an outgoing webhook with its policies on both sides.
struct Retrier
{
    QString path;
    const delivery::Consumer *consumer = nullptr; ///< In the later design.
    const Policy *before = nullptr, *after = nullptr;
};

QList<Retrier> retriersOf(const Sides &sides)
{
    QList<Retrier> retriers;
    for (const delivery::Consumer &is : sides.to.consumers()) {
        const delivery::Consumer *was = sides.consumer(sides.from, is.path);
        if (was && was->subscription && is.subscription) {
            retriers.append({is.path, &is, delivery::policyOf(sides.before, *was->subscription),
                             delivery::policyOf(sides.after, *is.subscription)});
        } else if (was && was->webhook && is.webhook) {
            retriers.append({is.path, &is, delivery::policyOf(sides.before, *was->webhook),
                             delivery::policyOf(sides.after, *is.webhook)});
        }
    }
    return retriers;
}

/// Breaking when one of those that \a isMeant names is tried less patiently.
void judgePatience(const Sides &sides, Difference &difference, const std::function<bool(const Retrier &)> &isMeant)
{
    QStringList hurt;
    QString was, is;
    bool isAnyMeant = false;
    for (const Retrier &retrier : retriersOf(sides)) {
        if (!isMeant(retrier))
            continue;
        isAnyMeant = true;
        const Patience before = patienceOf(retrier.before), after = patienceOf(retrier.after);
        if (!after.isLessThan(before))
            continue;
        hurt.append(retrier.path);
        was = patienceText(before);
        is = patienceText(after);
    }
    if (!isAnyMeant) {
        difference.effect = tr("Nobody is tried by it.");
    } else if (hurt.isEmpty()) {
        difference.effect = tr("Failing messages are tried at least as often and as long as before.");
    } else {
        setBreaking(difference, "less-patient",
                    tr("Failing messages are given up sooner: %1 instead of %2.").arg(is, was), hurt,
                    tr("Look how long outages last: a shorter one must not fill the dead letters."));
    }
}

void judgeWholePolicy(const Question &question, Difference &difference)
{
    if (question.member.kind == DifferenceKind::Removed) {
        judgePatience(question.sides, difference, [&question](const Retrier &retrier) {
            return retrier.before && retrier.before->id == question.element.id;
        });
    } else if (question.member.kind == DifferenceKind::Renamed) {
        difference.effect = tr("Only its name differs: nothing changes for users.");
    }
}

/// Whether \a field alone makes the policy less patient: only the members that do are breaking.
bool isFieldToBlame(const Question &question, const QString &field)
{
    const Policy &was = *question.sides.before.policy(question.element.id);
    const Policy &is = *question.sides.after.policy(question.element.id);
    Policy mixed = was;
    if (field == u"maxAttempts")
        mixed.maxAttempts = is.maxAttempts;
    else if (field == u"strategy")
        mixed.strategy = is.strategy;
    else
        mixed.maxAge = is.maxAge;
    return patienceOf(&mixed).isLessThan(patienceOf(&was));
}

void judgePolicyMember(const Question &question, Difference &difference)
{
    Difference judged = difference;
    judgePatience(question.sides, judged, [&question](const Retrier &retrier) {
        return retrier.after && retrier.after->id == question.element.id;
    });
    if (judged.isBreaking && !isFieldToBlame(question, question.member.field))
        difference.effect = tr("This alone makes nobody be tried less patiently.");
    else
        difference = judged;
}

void judgeNonRetryable(const Question &question, Difference &difference)
{
    const QStringList was = question.sides.before.policy(question.element.id)->nonRetryable;
    const QStringList is = question.sides.after.policy(question.element.id)->nonRetryable;
    const bool isMore =
        std::any_of(is.begin(), is.end(), [&was](const QString &reason) { return !was.contains(reason); });
    QStringList users;
    for (const Retrier &retrier : retriersOf(question.sides)) {
        if (retrier.after && retrier.after->id == question.element.id)
            users.append(retrier.path);
    }
    if (isMore && !users.isEmpty())
        setBreaking(difference, "less-patient", tr("More kinds of failures are given up at the first attempt."), users,
                    tr("Make sure that no retry could mend them."));
}

/// Who has a policy of its own, or of its channel, is not asked when the project's default changes.
bool isLeftToProject(const Catalog &catalog, const delivery::Consumer &consumer)
{
    if (!consumer.subscription)
        return consumer.webhook && consumer.webhook->policy.isEmpty();
    const Channel *channel = catalog.channel(consumer.channel);
    return consumer.subscription->policy.isEmpty() && (!channel || channel->policy.isEmpty());
}

} // namespace

void judgePolicyChoice(const Question &question, Difference &difference)
{
    judgePatience(question.sides, difference, [&question](const Retrier &retrier) {
        const ElementRef &element = question.element;
        switch (element.kind) {
        case Kind::Service:
            return retrier.path == question.itemPath();
        case Kind::Webhook:
            return retrier.path == element.path();
        case Kind::Channel:
            return retrier.consumer->channel == element.id && retrier.consumer->subscription->policy.isEmpty();
        default:
            return isLeftToProject(question.sides.after, *retrier.consumer);
        }
    });
}

QList<Judge> policyJudges()
{
    return {
        {Kind::Policy, "", QT_TRANSLATE_NOOP("weir", "A new policy; nobody is tried by it before it is named."),
         judgeWholePolicy},
        {Kind::Policy, "*", QT_TRANSLATE_NOOP("weir", "Words for readers: nothing changes for users.")},
        {Kind::Policy, "maxAttempts", "", judgePolicyMember},
        {Kind::Policy, "strategy", "", judgePolicyMember},
        {Kind::Policy, "maxAge", "", judgePolicyMember},
        {Kind::Policy, "nonRetryable", QT_TRANSLATE_NOOP("weir", "More kinds of failures are tried again."),
         judgeNonRetryable},
        {Kind::Policy, "mode",
         QT_TRANSLATE_NOOP(
             "weir", "Blocking keeps the order and holds up the messages behind; requeueing the other way round.")},
        {Kind::Policy, "redrive", QT_TRANSLATE_NOOP("weir", "Dead letters are sent again at other times, or by hand.")},
    };
}

} // namespace weir
