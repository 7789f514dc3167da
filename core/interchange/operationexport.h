// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/asyncapinames.h"
#include "core/interchange/exportlog.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QHash>
#include <QMap>
#include <QSet>

namespace weir {

/// Makes AsyncAPI 3 operations of what services send and receive, and learns which messages each channel carries.
class OperationExport
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    OperationExport(const Catalog &catalog, const AsyncApiNames &names, ExportLog &log)
        : m_catalog(catalog)
        , m_names(names)
        , m_log(log)
    {}

    /// Adds what \a service does; \a isNamed says so in each operation, because the document describes several services.
    void add(const Service &service, bool isNamed);

    /// `operations`, by name.
    const Json &operations() const { return m_operations; }
    /// Ids of the events on \a channel, as far as operations tell.
    QStringList messagesOn(const QString &channel) const { return m_messages.value(channel); }

private:
    void addOperation(const Service &service, const Operation &operation);
    const Json &receiveItem(const QString &id) const;
    void addPublications(const QString &name, const QString &channel, const QStringList &events, Json operation);
    void addSubscription(const Service &service, const Subscription &subscription, const Json &item);
    void addFollowUps(const Subscription &subscription, const Json &item);
    void addRest(const Service &service);
    void addDelivery(Json &operation, const Subscription &subscription) const;
    Json started(const char *action, const QString &channel, const QString &summary) const;
    Json reply(const QString &channel, const QStringList &events, const Json &kept);
    Json replyTo(const QString &name, const Json &kept);
    Json references(const QString &channel, const QStringList &events);
    void put(const QString &name, Json operation);

    const Catalog &m_catalog;
    const AsyncApiNames &m_names;
    ExportLog &m_log;
    QString m_service; ///< Written into each operation, unless empty.
    // Of the service being added.
    QHash<QString, const Json *> m_operationItems, m_receiveItems; ///< By id.
    QHash<QString, const Publication *> m_publications;            ///< By id.
    QHash<QString, const Subscription *> m_answers;                ///< By the name of the operation that they answer.
    QSet<QString> m_published;                                     ///< Publications that an operation made.
    Json m_operations = Json::object();
    QMap<QString, QStringList> m_messages; ///< By channel.
};

} // namespace weir
