// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/routing.h"
#include "core/model/catalog.h"
#include "core/rules/projectschemas.h"

#include <QHash>

namespace weir {

/// Two designs with the same names, and what was found out about each once for all judgements.
class Sides
{
public:
    /// \a before has the names of \a after (alignNames()).
    Sides(const Catalog &before, const Catalog &after);
    Sides(const Sides &) = delete;
    Sides &operator=(const Sides &) = delete;

    const Catalog before, after;
    const delivery::Routing from, to; ///< Who hears whom in \a before and in \a after.

    ProjectSchemas &oldSchemas() const { return m_oldSchemas; }
    ProjectSchemas &newSchemas() const { return m_newSchemas; }

    /// The consumer at \a path on one side (\a routing is `from` or `to`), or nullptr.
    const delivery::Consumer *consumer(const delivery::Routing &routing, const QString &path) const;

    /// Paths of the consumers that received \a event in \a before, that are still there and receive it no more.
    QStringList losersOf(const QString &event) const;
    /// Event types that reached the consumer at \a path in \a before and do not in \a after; none that are gone.
    QStringList eventsLostBy(const QString &path) const;
    /// Paths of the consumers in \a before that take messages from \a channel.
    QStringList consumersOn(const QString &channel) const;

private:
    QHash<QString, qsizetype> m_oldPaths, m_newPaths; ///< Indices of consumers.
    mutable ProjectSchemas m_oldSchemas, m_newSchemas;
};

/// Paths of the consumers \a indices in \a routing, sorted.
QStringList pathsOf(const delivery::Routing &routing, const QList<int> &indices);

} // namespace weir
