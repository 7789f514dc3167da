// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/routing.h"
#include "core/model/catalog.h"
#include "core/schema/evolution.h"

namespace weir {

/// The versions that \a producer sends of \a event: those it says, else the newest.
QList<int> producedVersions(const delivery::Producer &producer, const EventType &event);

/// Whether \a subscription handles \a version itself or after its upcasters.
bool handlesVersion(const Subscription &subscription, int version);

/// Versions of \a event that reach \a consumer now but that it does not accept; in the order they are produced.
QList<int> unhandledVersions(const delivery::Routing &routing, const delivery::Consumer &consumer,
                             const EventType &event);
/// The same over all events that reach consumer \a index.
QList<int> unhandledVersions(const Catalog &catalog, const delivery::Routing &routing, int index);

/// Versions of \a event that nobody sends to \a consumer any more and that it does not accept, but that are published or
/// deprecated, so that messages of them may still be kept somewhere.
QList<int> lingeringVersions(const delivery::Routing &routing, const delivery::Consumer &consumer,
                             const EventType &event);
QList<int> lingeringVersions(const Catalog &catalog, const delivery::Routing &routing, int index);

/// What the step from one version of an event to another means to a consumer.
enum class StepEffect : quint8 {
    Safe,     ///< It accepts both, or what it meets it can read.
    Unstated, ///< It does not say which versions it accepts.
    OldHurts, ///< It accepts the new version only and cannot read all events of the old one.
    NewHurts, ///< It accepts the old version only and cannot read all events of the new one.
};

/// The effect on \a subscription of a step whose verdict is \a verdict.
StepEffect stepEffect(const Subscription &subscription, int before, int after, Compatibility verdict);

} // namespace weir
