// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/effective.h"

namespace weir::delivery {

const Policy *policyOf(const Catalog &catalog, const Subscription &subscription)
{
    if (!subscription.policy.isEmpty())
        return catalog.policy(subscription.policy);
    const Channel *channel = catalog.channel(subscription.channel);
    if (channel && !channel->policy.isEmpty())
        return catalog.policy(channel->policy);
    return catalog.policy(catalog.project().defaultPolicy);
}

const Policy *policyOf(const Catalog &catalog, const Webhook &webhook)
{
    return catalog.policy(webhook.policy.isEmpty() ? catalog.project().defaultPolicy : webhook.policy);
}

QString deadLetterOf(const Catalog &catalog, const Subscription &subscription)
{
    if (!subscription.deadLetter.isEmpty())
        return subscription.deadLetter;
    const Channel *channel = catalog.channel(subscription.channel);
    return channel ? channel->deadLetter : QString();
}

Guarantee guaranteeOf(const Catalog &catalog, const Channel &channel)
{
    if (channel.guarantee)
        return *channel.guarantee;
    return catalog.project().defaultGuarantee.value_or(Guarantee::AtLeastOnce);
}

Via viaOf(const Service &service, std::optional<Via> via)
{
    return via.value_or(service.outbox ? Via::Outbox : Via::Direct);
}

} // namespace weir::delivery
