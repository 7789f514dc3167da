// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/asyncapiimport.h"
#include "core/interchange/channelimport.h"
#include "core/interchange/messageimport.h"
#include "core/interchange/operationimport.h"
#include "core/interchange/owndetails.h"

namespace weir {

/// Walks over an AsyncAPI document of a known version and fills a catalog.
class AsyncApiReader
{
public:
    AsyncApiReader(const Located &document, ImportContext &context, AsyncApiRoles roles);

    AsyncApiImport read();

private:
    void readChannels();
    void readOperations();
    // 2.x: operations stand in their channels.
    void readChannelItem(const Located &channel, const QString &id);
    void readOperationObject(const Located &reference, const QString &channel, bool isSend, const QString &keyword);
    QStringList messagesOf(const Located &message, const QString &operation);
    // 3.x: operations refer to channels.
    void readChannelMessages(const Located &channel, const QString &id);
    void keepListedMessages();
    void readOperation(const Node &member);
    QStringList messagesFrom(const Located &list, const Located &channel);
    void readReply(const Located &reference, ImportedOperation &operation);
    void readDelivery(ImportedOperation &operation);
    void reportRetry(const Located &retry);
    Located channelOf(const Located &reference);

    ElementDocuments elements();
    void readComponents();
    void reportUnused();
    void reportUnused(const QString &section, const Located &entries);
    Json projectDocument();
    void addSecuritySchemes(Json &extras);
    QList<Json> serviceDocuments();
    Json broker();
    QString title();

    /// What a channel lists as its messages.
    struct ListedMessages
    {
        QSet<QString> events;
        Place place;
    };

    Located m_document;
    ImportContext &m_context;
    AsyncApiRoles m_roles;
    PolicyImport m_policies;
    ChannelImport m_channels;
    MessageImport m_messages;
    OperationImport m_operations;
    QMap<QString, ListedMessages> m_listed;  ///< By channel.
    QHash<QString, QSet<QString>> m_carried; ///< Events of a channel that operations name.
    int m_channelCount = 0;
};

} // namespace weir
