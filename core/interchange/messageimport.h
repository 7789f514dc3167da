// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/slug.h"
#include "core/interchange/traitedobject.h"

#include <QHash>
#include <QList>
#include <QSet>

namespace weir {

/// Makes event types of AsyncAPI messages; the same message object is one event type however often it is used.
class MessageImport
{
public:
    explicit MessageImport(ImportContext &context) : m_context(context) {}

    /// The id of the event type for \a message, a reference or a message; empty when there is none. \a key is the name
    /// it has where it is used, if any; \a fallback (an id) is taken when it has no name at all.
    QString take(const Located &message, const QString &key, const QString &fallback);
    /// The same for something a channel or operation uses: it counts.
    QString use(const Located &message, const QString &key, const QString &fallback);

    int used() const { return int(m_used.size()); }
    /// The documents of all event types in the order in which they were met.
    const QList<Json> &documents() const { return m_documents; }

private:
    QString nameOf(const TraitedObject &message, const QString &key) const;
    Json document(const TraitedObject &message, const QString &id, const QString &name);
    Json version(const TraitedObject &message);
    void addPayload(Json &version, const TraitedObject &message);
    void addExamples(Json &version, const TraitedObject &message);
    Json tags(const TraitedObject &message);

    ImportContext &m_context;
    SlugSet m_ids;
    QHash<quint64, QString> m_idOf;
    QSet<quint64> m_used;
    QList<Json> m_documents;
};

} // namespace weir
