// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/policyimport.h"
#include "core/interchange/slug.h"
#include "core/interchange/traitedobject.h"

#include <QHash>
#include <QList>

namespace weir {

/// What a channel's bindings say of those who receive from it.
struct ReceiverDefaults
{
    bool isOrdered = false;
    QString visibilityTimeout; ///< A duration; empty: not said.
};

/// Makes channels of AsyncAPI channels.
class ChannelImport
{
public:
    ChannelImport(ImportContext &context, PolicyImport &policies) : m_context(context), m_policies(policies) {}

    /// The id of the channel for \a channel (resolved, an object), which its map calls \a key.
    QString take(const Located &channel, const QString &key);
    /// The id of the channel made of \a channel; empty when it is none.
    QString idOf(const Located &channel) const { return m_idOf.value(channel.identity()); }
    /// Says \a value of the channel \a id, unless the channel itself says something.
    void suggest(const QString &id, const char *member, const QString &value);
    /// Keeps beside the channel \a id that it lists \a events, which no operation names.
    void keepMessages(const QString &id, const QStringList &events);
    ReceiverDefaults receiverDefaults(const QString &id) const { return m_defaults.value(id); }

    /// Makes queues of the dead letter queues that bindings name, where no channel is called so.
    void addDeadLetterQueues();

    const QList<Json> &documents() const { return m_documents; }

private:
    Json parameters(const Located &parameters);
    Json convertedParameter(const Located &parameter);
    void addBindings(Json &document, const Json &bindings, const QString &id);

    ImportContext &m_context;
    PolicyImport &m_policies;
    SlugSet m_ids;
    QHash<quint64, QString> m_idOf;
    QHash<QString, qsizetype> m_position; ///< Of a channel's document, by id.
    QHash<QString, ReceiverDefaults> m_defaults;
    QHash<QString, QString> m_idByName;   ///< By key, address and queue name.
    QHash<QString, QString> m_deadLetter; ///< Channel id -> name of its dead letter queue.
    QList<Json> m_documents;
};

} // namespace weir
