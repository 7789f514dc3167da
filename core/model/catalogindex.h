// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QHash>
#include <QList>
#include <QString>

namespace weir {

/// A place where messages come from: an item of a service's `sends`, or a follow-up in a subscription's `emits`.
struct PublicationEntry
{
    QString path; ///< `orders/order.placed`, `billing/bill/invoice.sent`.
    QString event;
    QString channel;
    Via via = Via::Direct; ///< In effect: when absent the outbox, if the service has one.
    const Service *service = nullptr;
    const Publication *publication = nullptr;   ///< Of `sends`; nullptr for a follow-up.
    const Emit *emitted = nullptr;              ///< Of `emits`; nullptr for a publication.
    const Subscription *subscription = nullptr; ///< Whose success emits; nullptr for a publication.
    QList<qsizetype> operations;                ///< Operations that make it, indices into operations().
    QString pointer;                            ///< In the service's document: `/sends/0`, `/receives/2/emits/0`.

    bool isFollowUp() const { return emitted != nullptr; }
};

/// An entry point of a service and what one call of it publishes.
struct OperationEntry
{
    QString path; ///< `orders/place-order`.
    const Service *service = nullptr;
    const Operation *operation = nullptr;
    QList<qsizetype> publications; ///< Indices into publications(); ids that name none are left out.
    QString pointer;               ///< `/operations/0`.
};

/// A place where messages go, with everything that is in effect for it.
struct SubscriptionEntry
{
    QString path; ///< `billing/bill`.
    const Service *service = nullptr;
    const Subscription *subscription = nullptr;
    const Channel *channel = nullptr; ///< nullptr when there is no such channel.
    const Policy *policy = nullptr;   ///< Its own, else the channel's, else the project's; nullptr: one attempt.
    QString policyId;                 ///< The id that decides, also when no policy has it; empty when none is named.
    QString deadLetter;               ///< Its own, else the channel's, else the implicit `<path>.dlq`.
    bool hasOwnDeadLetter = false;    ///< False when the dead letter channel is the implicit one.
    Guarantee guarantee = Guarantee::AtLeastOnce; ///< The channel's, else the project's.
    QString pointer;                              ///< In the service's document: `/receives/0`.
};

/// Looks things up that the catalog tells only between the lines: who sends, who receives, and what is in effect.
///
/// Holds its own (shared) copy of the catalog, so the pointers in it live as long as the index or a copy of it.
class CatalogIndex
{
public:
    explicit CatalogIndex(const Catalog &catalog);

    const Catalog &catalog() const { return m_catalog; }

    /// By service id, each service's sends in the order of its file, then the follow-ups of its subscriptions.
    const QList<PublicationEntry> &publications() const { return m_publications; }
    /// By service id, in the order of its file.
    const QList<SubscriptionEntry> &subscriptions() const { return m_subscriptions; }
    const QList<OperationEntry> &operations() const { return m_operations; }

    /// Indices into publications() or subscriptions(), ascending; empty for an id nobody names.
    QList<qsizetype> publicationsTo(const QString &channel) const { return m_publicationsTo.value(channel); }
    QList<qsizetype> publicationsOf(const QString &service) const { return m_publicationsOf.value(service); }
    QList<qsizetype> publicationsOfEvent(const QString &event) const { return m_publicationsOfEvent.value(event); }
    QList<qsizetype> subscriptionsTo(const QString &channel) const { return m_subscriptionsTo.value(channel); }
    QList<qsizetype> subscriptionsOf(const QString &service) const { return m_subscriptionsOf.value(service); }

    /// The entry at that path, or nullptr. Of several with one path the first.
    const PublicationEntry *publication(const QString &path) const;
    const SubscriptionEntry *subscription(const QString &path) const;
    const OperationEntry *operation(const QString &path) const;

private:
    void addService(const Service &service);
    void addPublication(PublicationEntry entry);
    void addSubscription(const Service &service, qsizetype item);
    void addOperation(const Service &service, qsizetype item);

    Catalog m_catalog;
    QList<PublicationEntry> m_publications;
    QList<SubscriptionEntry> m_subscriptions;
    QList<OperationEntry> m_operations;
    QHash<QString, QList<qsizetype>> m_publicationsTo, m_publicationsOf, m_publicationsOfEvent;
    QHash<QString, QList<qsizetype>> m_subscriptionsTo, m_subscriptionsOf;
    QHash<QString, qsizetype> m_publicationPaths, m_subscriptionPaths, m_operationPaths;
};

} // namespace weir
