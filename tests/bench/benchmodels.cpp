// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchmodels.h"

#include "core/simulation/engine.h"

namespace weir::bench {

using namespace sim;

namespace {

Network producer(double rate, ChannelKind kind)
{
    Network network;
    network.services = 2;
    network.eventTypes = 1;
    Channel channel;
    channel.kind = kind;
    network.channels.push_back(channel);
    network.publications.push_back({0, 0, noIndex});
    Source source;
    source.identity = identityOf("orders/placed");
    source.rate = rate;
    source.publications = {0};
    network.sources.push_back(source);
    return network;
}

Subscription consumer(std::uint32_t servers, std::string_view path)
{
    Subscription subscription;
    subscription.identity = identityOf(path);
    subscription.service = 1;
    subscription.events = {0};
    subscription.servers = servers;
    subscription.processing = Distribution::exponential(static_cast<double>(second));
    return subscription;
}

} // namespace

Network queueModel(std::uint32_t servers)
{
    Network network = producer(0.9 * servers, ChannelKind::Queue);
    network.subscriptions.push_back(consumer(servers, "billing/bill"));
    return network;
}

Network topicModel()
{
    Network network = producer(3.6, ChannelKind::Topic);
    for (const std::string_view path : {"a/a", "b/b", "c/c", "d/d", "e/e"})
        network.subscriptions.push_back(consumer(4, path));
    return network;
}

Network retryModel()
{
    Network network = producer(2.5, ChannelKind::Queue);
    network.deadLetters = 1;
    Subscription subscription = consumer(4, "billing/bill");
    subscription.failureRate = 0.2;
    subscription.deadLetter = 0;
    subscription.retry.maxAttempts = 3;
    subscription.retry.delays = {2 * second, 4 * second};
    network.subscriptions.push_back(subscription);
    return network;
}

} // namespace weir::bench
