// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/catalogindex.h"

namespace weir {

namespace {

using namespace Qt::StringLiterals;

Via effectiveVia(const std::optional<Via> &via, const Service &service)
{
    return via.value_or(service.outbox ? Via::Outbox : Via::Direct);
}

QString firstOf(const QString &a, const QString &b, const QString &c = {})
{
    if (!a.isEmpty())
        return a;
    return b.isEmpty() ? c : b;
}

template<typename T>
const T *entryAt(const QList<T> &entries, const QHash<QString, qsizetype> &paths, const QString &path)
{
    const qsizetype index = paths.value(path, -1);
    return index < 0 ? nullptr : &entries[index];
}

void remember(QHash<QString, qsizetype> &paths, const QString &path, qsizetype index)
{
    if (!paths.contains(path))
        paths.insert(path, index);
}

} // namespace

CatalogIndex::CatalogIndex(const Catalog &catalog) : m_catalog(catalog)
{
    for (const Service &service : m_catalog.services())
        addService(service);
}

void CatalogIndex::addService(const Service &service)
{
    for (qsizetype i = 0; i < service.sends.size(); ++i) {
        const Publication &publication = service.sends[i];
        PublicationEntry entry;
        entry.path = service.id + u'/' + publication.id;
        entry.event = publication.event;
        entry.channel = publication.channel;
        entry.via = effectiveVia(publication.via, service);
        entry.service = &service;
        entry.publication = &publication;
        entry.pointer = u"/sends/"_s + QString::number(i);
        addPublication(std::move(entry));
    }
    for (qsizetype i = 0; i < service.receives.size(); ++i)
        addSubscription(service, i);
    for (qsizetype i = 0; i < service.operations.size(); ++i)
        addOperation(service, i);
}

void CatalogIndex::addPublication(PublicationEntry entry)
{
    const qsizetype index = m_publications.size();
    m_publicationsTo[entry.channel].append(index);
    m_publicationsOf[entry.service->id].append(index);
    m_publicationsOfEvent[entry.event].append(index);
    remember(m_publicationPaths, entry.path, index);
    m_publications.append(std::move(entry));
}

void CatalogIndex::addSubscription(const Service &service, qsizetype item)
{
    const Subscription &subscription = service.receives[item];
    SubscriptionEntry entry;
    entry.path = service.id + u'/' + subscription.id;
    entry.service = &service;
    entry.subscription = &subscription;
    entry.channel = m_catalog.channel(subscription.channel);
    const ProjectSettings &project = m_catalog.project();
    const Channel none;
    const Channel &channel = entry.channel ? *entry.channel : none;
    entry.policyId = firstOf(subscription.policy, channel.policy, project.defaultPolicy);
    entry.policy = m_catalog.policy(entry.policyId);
    entry.deadLetter = firstOf(subscription.deadLetter, channel.deadLetter);
    entry.hasOwnDeadLetter = !entry.deadLetter.isEmpty();
    if (!entry.hasOwnDeadLetter)
        entry.deadLetter = entry.path + u".dlq"_s;
    entry.guarantee = channel.guarantee.value_or(project.defaultGuarantee.value_or(Guarantee::AtLeastOnce));
    entry.pointer = u"/receives/"_s + QString::number(item);

    for (qsizetype i = 0; i < subscription.emits.size(); ++i) {
        const Emit &emitted = subscription.emits[i];
        PublicationEntry followUp;
        followUp.path = entry.path + u'/' + emitted.event;
        followUp.event = emitted.event;
        followUp.channel = emitted.channel;
        followUp.via = effectiveVia(emitted.via, service);
        followUp.service = &service;
        followUp.emitted = &emitted;
        followUp.subscription = &subscription;
        followUp.pointer = entry.pointer + u"/emits/"_s + QString::number(i);
        addPublication(std::move(followUp));
    }
    const qsizetype index = m_subscriptions.size();
    m_subscriptionsTo[subscription.channel].append(index);
    m_subscriptionsOf[service.id].append(index);
    remember(m_subscriptionPaths, entry.path, index);
    m_subscriptions.append(std::move(entry));
}

void CatalogIndex::addOperation(const Service &service, qsizetype item)
{
    const Operation &operation = service.operations[item];
    OperationEntry entry;
    entry.path = service.id + u'/' + operation.id;
    entry.service = &service;
    entry.operation = &operation;
    entry.pointer = u"/operations/"_s + QString::number(item);
    const qsizetype index = m_operations.size();
    for (const QString &id : operation.sends) {
        const qsizetype publication = m_publicationPaths.value(service.id + u'/' + id, -1);
        if (publication < 0 || m_publications[publication].isFollowUp())
            continue;
        entry.publications.append(publication);
        m_publications[publication].operations.append(index);
    }
    remember(m_operationPaths, entry.path, index);
    m_operations.append(std::move(entry));
}

const PublicationEntry *CatalogIndex::publication(const QString &path) const
{
    return entryAt(m_publications, m_publicationPaths, path);
}

const SubscriptionEntry *CatalogIndex::subscription(const QString &path) const
{
    return entryAt(m_subscriptions, m_subscriptionPaths, path);
}

const OperationEntry *CatalogIndex::operation(const QString &path) const
{
    return entryAt(m_operations, m_operationPaths, path);
}

} // namespace weir
