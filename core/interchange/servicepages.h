// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/messagepages.h"
#include "core/interchange/policyimport.h"

namespace weir {

/// Makes services and channels of EventCatalog's pages.
class ServicePages
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    ServicePages(MessagePages &messages, PolicyImport &policies, ImportLog &log)
        : m_messages(messages)
        , m_policies(policies)
        , m_log(log)
    {}

    /// All channels come before the first service, and learn() of all services before the first addService().
    void addChannel(const CatalogPage &page);
    /// Which channels the service of \a page names for which messages: who names none means the same ones.
    void learn(const CatalogPage &page);
    void addService(const CatalogPage &page, const QString &domain);
    /// First layout: the message \a page names who sends and receives it, as `producers` and `consumers`.
    void addProducersAndConsumers(const CatalogPage &page);
    /// Puts what the services send and receive into their documents.
    void finish();

    const QMap<QString, Json> &services() const { return m_services; }
    const QMap<QString, Json> &channels() const { return m_channels; }
    int operations() const { return m_operations; }
    /// The id of the service that EventCatalog calls \a name; empty when there is none.
    QString serviceNamed(const QString &name) const { return m_serviceIds.value(name); }

private:
    struct Items
    {
        SlugSet ids;
        Json sends = Json::array();
        Json receives = Json::array();
    };

    enum class Direction { Send, Receive };

    QStringList channelsFor(Direction direction, const Node &item, const QString &name, const QString &event);
    QString channel(const QString &name, const Place &place);
    QString impliedChannel(const QString &event);
    QString service(const QString &name, const Place &place);
    void addSend(const QString &service, const Node &item);
    void addReceive(const QString &service, const Node &item);
    void addDelivery(Json &subscription, const QString &id, const Node &item);
    Json keptOfItem(const Node &item, const QStringList &handled);
    int declaredVersion(const QString &event, const CatalogPointer &pointer, const Node &item);

    MessagePages &m_messages;
    PolicyImport &m_policies;
    ImportLog &m_log;
    SlugSet m_newServices, m_newChannels;
    QHash<QString, QString> m_serviceIds, m_channelIds;   ///< EventCatalog's id, or name, -> ours.
    QHash<QString, QStringList> m_sentTo, m_receivedFrom; ///< Message -> channels, as EventCatalog calls them.
    QHash<QString, QString> m_implied;                    ///< Event -> the channel made for it.
    QMap<QString, Json> m_services, m_channels;
    QMap<QString, Items> m_items; ///< By service.
    int m_operations = 0;
};

} // namespace weir
