// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/nodetext.h"

#include "core/base/duration.h"
#include "core/base/rate.h"

#include <QCoreApplication>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

struct NodeWords
{
    Q_DECLARE_TR_FUNCTIONS(weir::Canvas)
};

const QString separator = u" · "_s;

/// What a service produces each second from its own loads; 0 when it only reacts.
double ownRate(const Service &service)
{
    double rate = 0;
    for (const Publication &publication : service.sends)
        rate += publication.load ? publication.load->rate.value_or(0) : 0;
    for (const Operation &operation : service.operations)
        rate += operation.load ? operation.load->rate.value_or(0) * double(operation.sends.size()) : 0;
    return rate;
}

QString numbersOf(const Subscription &subscription)
{
    QStringList parts;
    if (subscription.instances || subscription.concurrency)
        parts << u"%1 × %2"_s.arg(subscription.instances.value_or(1)).arg(subscription.concurrency.value_or(1));
    if (subscription.processing)
        parts << distributionText(*subscription.processing);
    return parts.join(separator);
}

/// The subscription with the most work for each message, which is the one to look at.
const Subscription *heaviest(const Service &service)
{
    const Subscription *worst = nullptr;
    for (const Subscription &subscription : service.receives) {
        const auto mean = [](const Subscription &one) {
            return one.processing ? one.processing->mean.value_or(Duration{}) : Duration{};
        };
        if (!worst || mean(subscription) > mean(*worst))
            worst = &subscription;
    }
    return worst;
}

QString kindText(DistributionKind kind)
{
    switch (kind) {
    case DistributionKind::Constant:
        return NodeWords::tr("constant");
    case DistributionKind::Uniform:
        return NodeWords::tr("uniform");
    case DistributionKind::Exponential:
        return NodeWords::tr("exponential");
    case DistributionKind::Erlang:
        return NodeWords::tr("Erlang");
    case DistributionKind::Gamma:
        return NodeWords::tr("gamma");
    case DistributionKind::Lognormal:
        return NodeWords::tr("lognormal");
    case DistributionKind::Weibull:
        return NodeWords::tr("Weibull");
    case DistributionKind::Pareto:
        return NodeWords::tr("Pareto");
    case DistributionKind::Empirical:
        return NodeWords::tr("measured");
    }
    return {};
}

} // namespace

QString distributionText(const Distribution &distribution)
{
    QString text = kindText(distribution.kind);
    if (distribution.mean)
        text += u' ' + durationWords(*distribution.mean);
    else if (distribution.p50)
        text += u' ' + NodeWords::tr("p50 %1").arg(durationWords(*distribution.p50));
    else if (distribution.min && distribution.max)
        text += u" %1–%2"_s.arg(durationWords(*distribution.min), durationWords(*distribution.max));
    return text;
}

QString serviceDetail(const Service &service)
{
    if (service.sends.isEmpty() && service.receives.size() == 1 && !service.receives.first().purpose.isEmpty())
        return service.receives.first().purpose;
    if (const Subscription *subscription = heaviest(service)) {
        QString numbers = numbersOf(*subscription);
        if (!numbers.isEmpty())
            return numbers;
        if (!subscription->purpose.isEmpty())
            return subscription->purpose;
    }
    QStringList parts;
    if (!service.sends.isEmpty())
        parts << NodeWords::tr("sends %1").arg(service.sends.size());
    if (!service.receives.isEmpty())
        parts << NodeWords::tr("receives %1").arg(service.receives.size());
    if (service.outbox)
        parts << NodeWords::tr("outbox");
    if (const double rate = ownRate(service); rate > 0)
        parts << rateText(rate);
    if (parts.isEmpty())
        parts << (service.external ? NodeWords::tr("external system") : NodeWords::tr("service"));
    return parts.join(separator);
}

QString channelDetail(const Channel &channel)
{
    QStringList parts{channel.kind == ChannelKind::Queue ? NodeWords::tr("queue") : NodeWords::tr("topic")};
    if (channel.partitions)
        parts << (*channel.partitions == 1 ? NodeWords::tr("1 part")
                                           : NodeWords::tr("%1 parts").arg(*channel.partitions));
    if (channel.capacity)
        parts << NodeWords::tr("at most %1").arg(*channel.capacity);
    return parts.join(separator);
}

QString deadLetterDetail(const Channel &channel)
{
    return channel.capacity ? NodeWords::tr("dead letters · at most %1").arg(*channel.capacity)
                            : NodeWords::tr("dead letters");
}

QString webhookDetail(const Webhook &webhook)
{
    return webhook.direction == Direction::Incoming ? NodeWords::tr("incoming webhook")
                                                    : NodeWords::tr("outgoing webhook");
}

QString serviceTip(const Service &service)
{
    QStringList lines{service.external ? NodeWords::tr("External system %1").arg(service.title())
                                       : NodeWords::tr("Service %1").arg(service.title())};
    if (!service.description.isEmpty())
        lines << service.description;
    if (!service.owner.isEmpty())
        lines << NodeWords::tr("Owner: %1").arg(service.owner);
    for (const Publication &publication : service.sends) {
        QString line = NodeWords::tr("Sends %1 to %2").arg(publication.event, publication.channel);
        if (publication.load && publication.load->rate)
            line += separator + rateText(*publication.load->rate);
        lines << line;
    }
    for (const Subscription &subscription : service.receives) {
        QString line =
            NodeWords::tr("Receives %1 from %2").arg(subscription.events.join(u", "_s), subscription.channel);
        if (const QString numbers = numbersOf(subscription); !numbers.isEmpty())
            line += separator + numbers;
        lines << line;
    }
    return lines.join(u'\n');
}

QString channelTip(const Channel &channel, bool isDeadLetter)
{
    QStringList lines{isDeadLetter ? NodeWords::tr("Dead letter queue %1").arg(channel.title())
                          : channel.kind == ChannelKind::Queue ? NodeWords::tr("Queue %1").arg(channel.title())
                                                               : NodeWords::tr("Topic %1").arg(channel.title())};
    if (!channel.address.isEmpty())
        lines << NodeWords::tr("Address: %1").arg(channel.address);
    if (channel.capacity)
        lines << NodeWords::tr("Capacity: %1").arg(*channel.capacity);
    if (!channel.deadLetter.isEmpty())
        lines << NodeWords::tr("Dead letters go to %1").arg(channel.deadLetter);
    return lines.join(u'\n');
}

} // namespace weir
