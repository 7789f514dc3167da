// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/eventpattern.h"
#include "core/model/catalog.h"

#include <QHash>

namespace weir::delivery {

/// Something that puts one event type onto a channel: exactly one of publication, emit and webhook is set.
struct Producer
{
    QString path;       ///< `orders/order.placed`, `billing/bill/invoice.sent`, `webhooks/stripe`.
    ElementRef element; ///< The service or webhook it is written in.
    QString pointer;    ///< Where in the element's document: `/receives/2/emits/0`.
    QString event;
    QString channel;                            ///< May be empty or the id of no channel: the catalog says so.
    const Service *service = nullptr;           ///< nullptr for a webhook whose service does not exist.
    const Publication *publication = nullptr;   ///< A `sends` item.
    const Subscription *subscription = nullptr; ///< The one whose success emits; nullptr otherwise.
    const Emit *emits = nullptr;                ///< A follow-up.
    const Webhook *webhook = nullptr;           ///< An incoming one; one producer for each event it maps to.
};

/// Something that takes events from a channel: exactly one of subscription, webhook and stream is set.
struct Consumer
{
    QString path;       ///< `billing/bill`, `webhooks/partner`, `streams/events`.
    ElementRef element; ///< The service, webhook or stream it is written in.
    QString pointer;    ///< Where in the element's document: `/receives/2`.
    QString channel;    ///< Empty for outgoing webhooks and for streams that listen to all channels.
    QList<EventPattern> patterns;
    const Service *service = nullptr; ///< nullptr for a webhook or stream whose service does not exist.
    const Subscription *subscription = nullptr;
    const Webhook *webhook = nullptr; ///< An outgoing one.
    const Stream *stream = nullptr;

    /// Whether one of the patterns matches; channels are not compared. A stream with a routing key matches that, whose
    /// placeholders stand for one segment each, `{type}` for the event type itself; at its end the type may also be one segment.
    bool accepts(QStringView event) const;
};

/// Who hears whom in a catalog, indexed once. Holds pointers into the catalog: valid until that changes.
class Routing
{
public:
    explicit Routing(const Catalog &catalog);
    explicit Routing(Catalog &&) = delete;

    /// Ordered by kind (services, webhooks, streams), id and position.
    const QList<Producer> &producers() const { return m_producers; }
    const QList<Consumer> &consumers() const { return m_consumers; }

    /// Indices into consumers() of those that receive \a event when it is published on \a channel, increasing.
    QList<int> consumersOf(QStringView event, QStringView channel) const;
    /// Indices into consumers() of those that receive \a event from any of its producers, increasing.
    QList<int> consumersOf(QStringView event) const;
    /// Indices into producers() of those that publish \a event, increasing.
    QList<int> producersOf(QStringView event) const;
    /// Ids of the event types that reach consumer \a index, sorted.
    QStringList eventsReaching(int index) const;
    /// Indices into producers() of publications that nobody receives, increasing.
    QList<int> unmatched() const;

private:
    void addService(const Service &service);
    void addWebhook(const Catalog &catalog, const Webhook &webhook);
    void index();

    QList<Producer> m_producers;
    QList<Consumer> m_consumers;
    QHash<QString, QList<int>> m_producersOfEvent;
    QHash<std::pair<QString, QString>, QList<int>> m_exact;    ///< (channel, event) -> consumers.
    QHash<std::pair<QString, QString>, QList<int>> m_patterns; ///< (channel, first segment or empty) -> consumers.
    QList<QStringList> m_reaching;                             ///< By consumer.
};

} // namespace weir::delivery
