// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/rules/versions.h"

namespace weir {

/// The step from one version of an event type to another.
struct VersionStep
{
    QString event;
    int before = 0;
    int after = 0;

    bool operator==(const VersionStep &) const = default;
};

/// The step between \a before and \a after, files as `weir schema diff` takes them. `events/user.created.json#1` says
/// event and version by itself. Plain schemas belong to \a event: the old one is its newest version, the new one the
/// next. An error when they are versions of different events, or nothing says of which event they are.
Result<VersionStep> versionStep(const Catalog &catalog, const QString &before, const QString &after,
                                const QString &event = {});

/// A consumer of an event and what a step means to it.
struct SchemaReader
{
    QString path;  ///< `email-service/welcome`.
    QString title; ///< `“welcome” of Email Service`.
    StepEffect effect = StepEffect::Safe;
    QString why; ///< One sentence.
};

/// The subscriptions that receive the event, by the versions they accept; those that are hurt come first.
QList<SchemaReader> readersOf(const Catalog &catalog, const VersionStep &step, Compatibility verdict);

/// Adds event, versions and consumers to \a evolution, the document of evolutionJson().
void addReaders(Json &evolution, const VersionStep &step, const QList<SchemaReader> &readers);

} // namespace weir
