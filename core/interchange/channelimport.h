// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/slug.h"
#include "core/interchange/traitedobject.h"

#include <QHash>
#include <QList>

namespace weir {

/// Makes channels of AsyncAPI channels.
class ChannelImport
{
public:
    explicit ChannelImport(ImportContext &context) : m_context(context) {}

    /// The id of the channel for \a channel (resolved, an object), which its map calls \a key.
    QString take(const Located &channel, const QString &key);
    /// The id of the channel made of \a channel; empty when it is none.
    QString idOf(const Located &channel) const { return m_idOf.value(channel.identity()); }

    int count() const { return int(m_documents.size()); }
    const QList<Json> &documents() const { return m_documents; }

private:
    ImportContext &m_context;
    SlugSet m_ids;
    QHash<quint64, QString> m_idOf;
    QList<Json> m_documents;
};

} // namespace weir
