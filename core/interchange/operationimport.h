// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/channelimport.h"
#include "core/interchange/messageimport.h"
#include "core/interchange/slug.h"
#include "core/interchange/traitedobject.h"

#include <QList>

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
};

/// Fills in what the service sends and receives.
class OperationImport
{
public:
    explicit OperationImport(ImportContext &context) : m_context(context) {}

    void add(const ImportedOperation &operation);

    int count() const { return m_count; }
    /// Adds `operations`, `sends` and `receives` to the service's document.
    void finish(Json &service);

private:
    QString publish(const QString &event, const QString &channel, const QString &otherwise);
    void addSend(const ImportedOperation &operation, const QString &id);
    void addReceive(const ImportedOperation &operation, const QString &id);
    Json emits(const ImportedOperation &operation);

    ImportContext &m_context;
    SlugSet m_operationIds;
    SlugSet m_itemIds; ///< Of sends and receives.
    Json m_operations = Json::array();
    Json m_sends = Json::array();
    Json m_receives = Json::array();
    int m_count = 0;
};

} // namespace weir
