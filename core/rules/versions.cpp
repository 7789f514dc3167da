// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/versions.h"

#include <QSet>

#include <algorithm>

namespace weir {

namespace {

/// All versions of \a event that are published on the channel \a consumer listens to.
QList<int> versionsSentTo(const delivery::Routing &routing, const delivery::Consumer &consumer, const EventType &event)
{
    QList<int> sent;
    for (const int producer : routing.producersOf(event.id)) {
        if (routing.producers().at(producer).channel != consumer.channel)
            continue;
        for (const int version : producedVersions(routing.producers().at(producer), event)) {
            if (!sent.contains(version))
                sent.append(version);
        }
    }
    return sent;
}

bool isLimited(const delivery::Consumer &consumer)
{
    return consumer.subscription && !consumer.subscription->versions.isEmpty();
}

template<typename Find>
QList<int> overEvents(const Catalog &catalog, const delivery::Routing &routing, int index, Find find)
{
    QList<int> all;
    for (const QString &id : routing.eventsReaching(index)) {
        if (const EventType *event = catalog.event(id))
            all += find(routing, routing.consumers().at(index), *event);
    }
    return all;
}

} // namespace

QList<int> producedVersions(const delivery::Producer &producer, const EventType &event)
{
    if (producer.publication && !producer.publication->versions.isEmpty())
        return producer.publication->versions.keys();
    const EventVersion *newest = event.newest();
    return newest ? QList<int>{newest->version} : QList<int>{};
}

bool handlesVersion(const Subscription &subscription, int version)
{
    QSet<int> tried;
    while (!tried.contains(version)) {
        if (subscription.versions.contains(version))
            return true;
        tried.insert(version);
        for (const Upcaster &upcaster : subscription.upcasters) {
            if (upcaster.from == version && upcaster.to != version) {
                version = upcaster.to;
                break;
            }
        }
    }
    return false;
}

QList<int> unhandledVersions(const delivery::Routing &routing, const delivery::Consumer &consumer,
                             const EventType &event)
{
    if (!isLimited(consumer))
        return {};
    QList<int> missed = versionsSentTo(routing, consumer, event);
    missed.removeIf([&consumer](int version) { return handlesVersion(*consumer.subscription, version); });
    return missed;
}

StepEffect stepEffect(const Subscription &subscription, int before, int after, Compatibility verdict)
{
    if (subscription.versions.isEmpty())
        return isBackward(verdict) && isForward(verdict) ? StepEffect::Safe : StepEffect::Unstated;
    const bool readsOld = handlesVersion(subscription, before);
    const bool readsNew = handlesVersion(subscription, after);
    if (!isBackward(verdict) && readsNew && !readsOld)
        return StepEffect::OldHurts;
    return !isForward(verdict) && readsOld && !readsNew ? StepEffect::NewHurts : StepEffect::Safe;
}

QList<int> unhandledVersions(const Catalog &catalog, const delivery::Routing &routing, int index)
{
    return overEvents(catalog, routing, index,
                      [](const auto &...arguments) { return unhandledVersions(arguments...); });
}

QList<int> lingeringVersions(const delivery::Routing &routing, const delivery::Consumer &consumer,
                             const EventType &event)
{
    if (!isLimited(consumer))
        return {};
    const QList<int> sent = versionsSentTo(routing, consumer, event);
    QList<int> lingering;
    for (const EventVersion &version : event.versions) {
        const bool wasSent = version.status == VersionStatus::Published || version.status == VersionStatus::Deprecated;
        // Above what is sent today there is nothing yet.
        const bool isOlder =
            std::any_of(sent.begin(), sent.end(), [&version](int newer) { return version.version < newer; });
        if (wasSent && isOlder && !sent.contains(version.version)
            && !handlesVersion(*consumer.subscription, version.version))
            lingering.append(version.version);
    }
    return lingering;
}

QList<int> lingeringVersions(const Catalog &catalog, const delivery::Routing &routing, int index)
{
    return overEvents(catalog, routing, index,
                      [](const auto &...arguments) { return lingeringVersions(arguments...); });
}

} // namespace weir
