// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/openpoints.h"

#include "core/delivery/effective.h"
#include "core/delivery/routing.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

class Collector
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit Collector(const Catalog &catalog) : m_catalog(catalog), m_routing(catalog) {}

    QList<OpenPoint> collect()
    {
        addProject();
        for (const EventType &event : m_catalog.events())
            addEvent(event);
        for (const Service &service : m_catalog.services())
            addService(service);
        for (const Webhook &webhook : m_catalog.webhooks()) {
            if (webhook.direction == Direction::Incoming)
                add(Section::Infrastructure, u"webhooks/"_s + webhook.id,
                    tr("How often webhook %1 brings events is not known.").arg(webhook.id));
        }
        for (const Channel &channel : m_catalog.channels())
            addChannel(channel);
        std::stable_sort(m_points.begin(), m_points.end(),
                         [](const OpenPoint &a, const OpenPoint &b) { return a.section < b.section; });
        return std::move(m_points);
    }

private:
    void add(Section section, const QString &element, const QString &text)
    {
        m_points.append({section, element, text});
    }

    void addProject()
    {
        const ProjectSettings &project = m_catalog.project();
        const QString path = u"catalog"_s;
        if (project.title.isEmpty())
            add(Section::Overview, path, tr("The design has no title."));
        if (!project.broker)
            add(Section::Overview, path, tr("No message broker is chosen."));
        else if (project.broker->reason.isEmpty())
            add(Section::Overview, path, tr("The reason for the choice of broker is missing."));
        if (m_catalog.flows().isEmpty())
            add(Section::Flows, path, tr("No flow is described."));
        for (const Flow &flow : m_catalog.flows()) {
            if (flow.steps.isEmpty())
                add(Section::Flows, u"flows/"_s + flow.id, tr("The flow %1 has no steps.").arg(flow.title()));
        }
        if (project.alerts.isEmpty())
            add(Section::ErrorHandling, path, tr("No alert is defined."));
    }

    bool hasSla(const EventType &event) const
    {
        const QList<int> consumers = m_routing.consumersOf(event.id);
        return event.sla || std::any_of(consumers.begin(), consumers.end(), [this](int index) {
                   const Subscription *subscription = m_routing.consumers()[index].subscription;
                   return subscription && subscription->sla;
               });
    }

    void addEvent(const EventType &event)
    {
        const QString path = u"events/"_s + event.id;
        if (event.summary.isEmpty() && event.description.isEmpty())
            add(Section::Catalog, path, tr("%1 has no description.").arg(event.title()));
        if (event.versions.isEmpty())
            add(Section::Catalog, path, tr("%1 has no schema.").arg(event.title()));
        for (const EventVersion &version : event.versions) {
            if (!version.schema)
                add(Section::Catalog, path,
                    tr("Version %1 of %2 has no schema.").arg(version.version).arg(event.title()));
        }
        if (!hasSla(event))
            add(Section::Catalog, path, tr("%1 has no SLA.").arg(event.title()));
        const bool isProduced = !m_routing.producersOf(event.id).isEmpty();
        if (!isProduced)
            add(Section::Producers, path, tr("Nobody produces %1.").arg(event.title()));
        // What nobody produces reaches nobody, and may be waited for all the same.
        const bool isWaitedFor = std::any_of(m_routing.consumers().cbegin(), m_routing.consumers().cend(),
                                             [&event](const auto &consumer) { return consumer.accepts(event.id); });
        if (isProduced ? m_routing.consumersOf(event.id).isEmpty() : !isWaitedFor)
            add(Section::Producers, path, tr("Nobody consumes %1.").arg(event.title()));
    }

    void addService(const Service &service)
    {
        const QString path = u"services/"_s + service.id;
        if (service.owner.isEmpty() && !service.external)
            add(Section::Overview, path, tr("%1 has no owner.").arg(service.title()));
        for (const Publication &publication : service.sends) {
            const bool driven =
                std::any_of(service.operations.begin(), service.operations.end(), [&](const Operation &operation) {
                    return operation.load && operation.sends.contains(publication.id);
                });
            if (!publication.load && !driven)
                add(Section::Infrastructure, path + u'/' + publication.id,
                    tr("How often %1 sends %2 is not known.").arg(service.title(), publication.event));
        }
        for (const Subscription &subscription : service.receives)
            addSubscription(service, subscription);
    }

    void addSubscription(const Service &service, const Subscription &subscription)
    {
        const QString path = u"services/"_s + service.id + u'/' + subscription.id;
        const QString name = tr("%1 of %2").arg(subscription.id, service.title());
        if (subscription.purpose.isEmpty())
            add(Section::Producers, path, tr("What %1 does with its events is not said.").arg(name));
        if (!subscription.processing)
            add(Section::Infrastructure, path, tr("How long %1 takes for an event is not known.").arg(name));
        if (!delivery::policyOf(m_catalog, subscription))
            add(Section::ErrorHandling, path, tr("%1 has no retry policy: one attempt.").arg(name));
        if (delivery::deadLetterOf(m_catalog, subscription).isEmpty())
            add(Section::ErrorHandling, path, tr("Where dead letters of %1 go is not said.").arg(name));
        if (!subscription.idempotent)
            add(Section::ErrorHandling, path,
                tr("Whether %1 withstands an event that comes twice is not said.").arg(name));
    }

    void addChannel(const Channel &channel)
    {
        if (!channel.guarantee && !m_catalog.project().defaultGuarantee)
            add(Section::Overview, u"channels/"_s + channel.id,
                tr("%1 does not say what it guarantees; at least once is assumed.").arg(channel.title()));
        if (!channel.retention && !channel.ttl)
            add(Section::Infrastructure, u"channels/"_s + channel.id,
                tr("How long %1 keeps its messages is not said.").arg(channel.title()));
    }

    const Catalog &m_catalog;
    delivery::Routing m_routing;
    QList<OpenPoint> m_points;
};

} // namespace

QList<OpenPoint> openPoints(const Catalog &catalog)
{
    return Collector(catalog).collect();
}

} // namespace weir
