// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QHash>

namespace weir {

/// How channels and messages of a design are called in an AsyncAPI 3 document: by their original spelling where an import
/// makes the same id of it, else by their id.
class AsyncApiNames
{
public:
    explicit AsyncApiNames(const Catalog &catalog);

    bool hasChannel(const QString &channel) const { return m_channels.contains(channel); }
    bool hasMessage(const QString &event) const { return m_messages.contains(event); }
    QString channel(const QString &channel) const { return m_channels.value(channel); }
    QString message(const QString &event) const { return m_messages.value(event); }

    /// `{"$ref": "#/channels/orders"}`.
    Json channelReference(const QString &channel) const;
    /// `{"$ref": "#/channels/orders/messages/OrderPlaced"}`.
    Json messageReference(const QString &channel, const QString &event) const;
    /// `{"$ref": "#/components/messages/OrderPlaced"}`.
    Json componentReference(const QString &event) const;

private:
    QHash<QString, QString> m_channels, m_messages; ///< By id.
};

/// A JSON Reference to what \a tokens name in the same document.
Json localReference(const QStringList &tokens);

} // namespace weir
