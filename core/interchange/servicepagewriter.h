// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/messagepagewriter.h"

#include <QCoreApplication>

namespace weir {

/// Writes services and channels as EventCatalog's.
class ServicePageWriter
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    ServicePageWriter(const CatalogIndex &index, const MessagePageWriter &messages, PageWriter &pages, ExportLog &log)
        : m_index(index)
        , m_messages(messages)
        , m_pages(pages)
        , m_log(log)
    {}

    void addChannels();
    void addServices();
    /// EventCatalog's id of a service.
    QString idOf(const QString &service) const;

private:
    void addService(const Service &service);
    Json sends(const Service &service, const Json &document) const;
    Json receives(const Service &service, const Json &document);
    Json pointerTo(const QString &event, int version, const QStringList &channels, const char *member) const;
    QStringList eventsOf(const Service &service, const Subscription &subscription);
    void addDelivery(Json &item, const Subscription &subscription) const;
    bool isImplied(const QString &channel) const;
    QString channelId(const QString &channel) const;

    const CatalogIndex &m_index;
    const MessagePageWriter &m_messages;
    PageWriter &m_pages;
    ExportLog &m_log;
};

} // namespace weir
