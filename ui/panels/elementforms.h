// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/formrow.h"

namespace weir {

class FormBuilder;

/// What the properties panel says about a selection (ElementPath texts): the project for none, the element or part for
/// one, a list of links for several.
FormRows formRows(const Catalog &catalog, const QStringList &selection);

FormRows serviceForm(const Catalog &catalog, const Service &service);
FormRows publicationForm(const Catalog &catalog, const Service &service, qsizetype index);
FormRows subscriptionForm(const Catalog &catalog, const Service &service, qsizetype index);
FormRows channelForm(const Catalog &catalog, const Channel &channel);
FormRows eventForm(const Catalog &catalog, const EventType &event);
FormRows policyForm(const Catalog &catalog, const Policy &policy);
FormRows scenarioForm(const Catalog &catalog, const Scenario &scenario);
FormRows webhookForm(const Catalog &catalog, const Webhook &webhook);
FormRows streamForm(const Catalog &catalog, const Stream &stream);
FormRows flowForm(const Catalog &catalog, const Flow &flow);
FormRows projectForm(const Catalog &catalog);

/// The fields of a subscription, for its own form and for the form of a service that has only this one.
void addSubscription(FormBuilder &form, const Subscription &subscription);

/// Whether \a event should be one: the verdict, the questions with their answers, and the reason.
void addAdvice(FormBuilder &form, const EventType &event);

} // namespace weir
