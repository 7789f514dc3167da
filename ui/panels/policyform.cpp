// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/effective.h"
#include "ui/editing/elementpath.h"
#include "ui/panels/elementforms.h"
#include "ui/panels/formbuilder.h"
#include "ui/panels/retryfigures.h"

namespace weir {

using namespace Qt::StringLiterals;

namespace {

void addStrategy(FormBuilder &form, const Policy &policy)
{
    form.pair(
        form.enumChoice<RetryStrategy>(FormBuilder::tr("Strategy"), u"/strategy/type"_s, FormBuilder::tr("at once")),
        form.enumChoice<Jitter>(FormBuilder::tr("Jitter"), u"/strategy/jitter"_s, FormBuilder::tr("none (default)")));
    const FormField first =
        form.field(FieldKind::Span, FormBuilder::tr("First delay"), u"/strategy/initialDelay"_s, u"0s"_s);
    const FormField longest = form.field(FieldKind::Span, FormBuilder::tr("Longest delay"), u"/strategy/maxDelay"_s,
                                         FormBuilder::tr("no limit"));
    switch (policy.strategy.type) {
    case RetryStrategy::None:
        break;
    case RetryStrategy::Fixed:
        form.pair(first, longest);
        break;
    case RetryStrategy::Linear:
        form.pair(first, form.field(FieldKind::Span, FormBuilder::tr("Increment"), u"/strategy/increment"_s, u"0s"_s));
        form.add(longest);
        break;
    case RetryStrategy::Exponential:
        form.pair(first,
                  form.field(FieldKind::Number, FormBuilder::tr("Multiplier"), u"/strategy/multiplier"_s, u"2"_s));
        form.add(longest);
        break;
    case RetryStrategy::List:
        form.add(form.field(FieldKind::Spans, FormBuilder::tr("Delays (the last repeats)"), u"/strategy/delays"_s));
        form.add(longest);
        break;
    }
}

} // namespace

FormRows policyForm(const Catalog &catalog, const Policy &policy)
{
    FormBuilder form(catalog, {Kind::Policy, policy.id});
    form.title(policy.title(),
               {FormBuilder::tr("retry policy"), FormBuilder::tr("%n attempt(s)", nullptr, policy.maxAttempts)});
    form.add(form.field(FieldKind::Text, FormBuilder::tr("Name"), u"/name"_s, policy.id));
    form.pair(form.field(FieldKind::Count, FormBuilder::tr("Attempts (the first included)"), u"/maxAttempts"_s, u"1"_s),
              form.enumChoice<RetryMode>(FormBuilder::tr("While it waits"), u"/mode"_s,
                                         FormBuilder::tr("requeue (default)")));
    addStrategy(form, policy);
    form.retry(retryLine(&policy, FormBuilder::tr("→ DLQ")));
    if (policy.strategy.jitter != Jitter::None)
        form.note(FormBuilder::tr("Latest possible instants: jitter makes them earlier."));
    form.pair(
        form.field(FieldKind::Span, FormBuilder::tr("Give up when older than"), u"/maxAge"_s, FormBuilder::tr("never")),
        form.field(FieldKind::Words, FormBuilder::tr("Not retried"), u"/nonRetryable"_s,
                   FormBuilder::tr("everything is")));
    if (policy.redrive)
        form.pair(form.field(FieldKind::Span, FormBuilder::tr("Redrive after"), u"/redrive/after"_s),
                  form.field(FieldKind::Rate, FormBuilder::tr("Redrive rate"), u"/redrive/rate"_s));
    form.section(FormBuilder::tr("Used by"));
    bool none = true;
    for (const Service &service : catalog.services()) {
        for (const Subscription &subscription : service.receives) {
            if (delivery::policyOf(catalog, subscription) == catalog.policy(policy.id)) {
                form.link(service.title(), subscription.events.join(", "_L1),
                          ElementPath::subscription(service.id, subscription.id).text());
                none = false;
            }
        }
    }
    if (none)
        form.note(FormBuilder::tr("No subscription uses it."));
    return form.rows();
}

} // namespace weir
