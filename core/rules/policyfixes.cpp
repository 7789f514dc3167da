// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that mend retry policies.
#include "core/base/translate.h"
#include "core/rules/attemptwords.h"
#include "core/rules/fixmaker.h"

using namespace Qt::StringLiterals;

namespace weir {

namespace {

const QString strategyType = u"/strategy/type"_s;

void contradiction(FixMaker &fix)
{
    const Policy *policy = fix.catalog.policy(fix.element.id);
    if (!policy)
        return;
    const Backoff &backoff = policy->strategy;
    if (fix.pointer == u"/strategy/maxDelay") {
        fix.set(FixKind::Suggestion,
                tr("Wait at most %1, as long as the first time").arg(durationWords(backoff.initialDelay)), fix.pointer,
                jsonOf(durationText(backoff.initialDelay)));
        fix.remove(FixKind::Suggestion, tr("Remove the longest delay"), fix.pointer);
    } else if (fix.pointer == u"/strategy/multiplier") {
        fix.set(FixKind::Suggestion, tr("Double the delay each time"), fix.pointer, 2);
        fix.set(FixKind::Suggestion, tr("Keep the delay the same"), strategyType, jsonOf(u"fixed"));
    } else if (backoff.type == RetryStrategy::Linear && backoff.initialDelay > Duration::zero()) {
        fix.set(FixKind::Safe, tr("Call it fixed, as it behaves"), strategyType, jsonOf(u"fixed"));
        fix.set(FixKind::Suggestion, tr("Grow by %1 each time").arg(durationWords(backoff.initialDelay)),
                u"/strategy/increment"_s, jsonOf(durationText(backoff.initialDelay)));
    } else {
        fix.set(FixKind::Safe, tr("Call it none: it retries at once"), strategyType, jsonOf(u"none"));
        if (backoff.type == RetryStrategy::List)
            fix.set(FixKind::Suggestion, tr("Wait 1 s, then 10 s"), u"/strategy/delays"_s, Json::array({"1s", "10s"}));
        else
            fix.set(FixKind::Suggestion, tr("Start with 1 s"), u"/strategy/initialDelay"_s, jsonOf(u"1s"));
    }
}

void neverRetries(FixMaker &fix)
{
    if (fix.pointer == u"/maxAge") {
        fix.remove(FixKind::Suggestion, tr("Remove the greatest age"), fix.pointer);
        return;
    }
    fix.set(FixKind::Suggestion, tr("Allow four attempts: the first and three retries"), u"/maxAttempts"_s, 4);
    fix.set(FixKind::Safe, tr("Remove the delays that never happen"), u"/strategy"_s, Json{{"type", "none"}});
}

void wording(FixMaker &fix)
{
    const Policy *policy = fix.catalog.policy(fix.element.id);
    const int said = policy ? attemptsSaid(policy->title()).count : -1;
    if (said < 1)
        return;
    fix.set(FixKind::Suggestion, tr("Set maxAttempts to %1").arg(said), u"/maxAttempts"_s, said);
    const QString name = withAttempts(policy->title(), policy->maxAttempts);
    fix.set(FixKind::Suggestion, tr("Call it “%1”").arg(name), u"/name"_s, jsonOf(name));
}

void unusedPolicy(FixMaker &fix)
{
    fix.removeElement(FixKind::Suggestion, tr("Remove the policy"));
}

} // namespace

FixMakers policyFixes()
{
    return {
        {u"delivery/policy-contradiction"_s, contradiction},
        {u"delivery/policy-never-retries"_s, neverRetries},
        {u"delivery/retry-wording"_s, wording},
        {u"delivery/unused-policy"_s, unusedPolicy},
    };
}

} // namespace weir
