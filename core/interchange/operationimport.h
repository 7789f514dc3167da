// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/channelimport.h"
#include "core/interchange/messageimport.h"
#include "core/interchange/slug.h"
#include "core/interchange/traitedobject.h"

#include <QList>
#include <QMap>

namespace weir {

/// One operation of the application, whatever the version calls it.
struct ImportedOperation
{
    Located object; ///< Resolved.
    QString name;   ///< Original spelling.
    bool isSend = false;
    QString channel;           ///< Id.
    QStringList events;        ///< Ids, in the order of the document.
    QSet<QString> handled;     ///< Members that were read already.
    QString replyChannel = {}; ///< Id; empty without a known reply.
    QStringList replies = {};  ///< Ids of the events that may answer.
    Json reply = {};           ///< What else is said of the reply; null: nothing.
    QString service = {};      ///< `x-weir-service`: id of the service when the document describes several.
    QString deadLetter = {};   ///< Id of the channel for dead letters; empty: not said.
    Json policy = {};          ///< Members of a retry policy; null: not said.
};

/// What one service sends and receives, as it is gathered.
struct ServiceParts
{
    SlugSet operationIds;
    SlugSet itemIds; ///< Of sends and receives.
    Json operations = Json::array();
    Json sends = Json::array();
    Json receives = Json::array();
};

/// Fills in what services send and receive.
class OperationImport
{
public:
    OperationImport(ImportContext &context, ChannelImport &channels, PolicyImport &policies)
        : m_context(context)
        , m_channels(channels)
        , m_policies(policies)
    {}

    void add(const ImportedOperation &operation);

    int count() const { return m_count; }
    /// Ids of the services that operations name, sorted; the document's own, which has none, comes first when it has any.
    QStringList services() const { return m_parts.keys(); }
    /// Adds `operations`, `sends` and `receives` of the service \a id to its document.
    void finish(Json &service, const QString &id);

private:
    QString publish(ServiceParts &parts, const QString &event, const QString &channel, const QString &otherwise);
    void addSend(ServiceParts &parts, const ImportedOperation &operation, const QString &id);
    void addReceive(ServiceParts &parts, const ImportedOperation &operation, const QString &id);
    void addDelivery(Json &item, const ImportedOperation &operation, const QString &id, const Json &fromBindings);
    Json extras(const ImportedOperation &operation, const TraitedObject &object, const QString &id);
    Json emits(const ImportedOperation &operation);

    ImportContext &m_context;
    ChannelImport &m_channels;
    PolicyImport &m_policies;
    QMap<QString, ServiceParts> m_parts; ///< By service id.
    int m_count = 0;
};

} // namespace weir
