// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/references.h"

#include "core/delivery/eventpattern.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

/// Collects the references of one element after the other.
class ReferenceCollector
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    QList<Reference> take() { return std::move(m_references); }

    void addProject(const ProjectSettings &project)
    {
        begin({Kind::Project, {}}, tr("The project"));
        add(Kind::Policy, project.defaultPolicy, u"/defaults/policy"_s);
        for (qsizetype i = 0; i < project.alerts.size(); ++i) {
            const QString &notify = project.alerts.at(i).notify;
            if (notify.startsWith(u"webhook:"))
                add(Kind::Webhook, notify.sliced(8), u"/alerts/%1/notify"_s.arg(i));
        }
    }

    void addService(const Service &service)
    {
        begin({Kind::Service, service.id}, service.title());
        for (qsizetype i = 0; i < service.calls.size(); ++i)
            add(Kind::Service, service.calls.at(i).service, u"/calls/%1/service"_s.arg(i));
        for (qsizetype i = 0; i < service.sends.size(); ++i) {
            add(Kind::Event, service.sends.at(i).event, u"/sends/%1/event"_s.arg(i));
            add(Kind::Channel, service.sends.at(i).channel, u"/sends/%1/channel"_s.arg(i));
        }
        for (qsizetype i = 0; i < service.receives.size(); ++i)
            addSubscription(service, service.receives.at(i), u"/receives/%1"_s.arg(i));
    }

    void addChannel(const Channel &channel)
    {
        begin({Kind::Channel, channel.id}, tr("The channel “%1”").arg(channel.title()));
        add(Kind::Policy, channel.policy, u"/policy"_s);
        add(Kind::Channel, channel.deadLetter, u"/deadLetter"_s);
    }

    void addWebhook(const Webhook &webhook)
    {
        begin({Kind::Webhook, webhook.id}, tr("The webhook “%1”").arg(webhook.id));
        add(Kind::Service, webhook.service, u"/service"_s);
        add(Kind::Policy, webhook.policy, u"/policy"_s);
        add(Kind::Channel, webhook.channel, u"/channel"_s);
        for (qsizetype i = 0; i < webhook.maps.size(); ++i)
            add(Kind::Event, webhook.maps.at(i).to, u"/maps/%1/to"_s.arg(i));
        if (webhook.direction == Direction::Outgoing || webhook.maps.isEmpty())
            addPatterns(webhook.events, u"/events"_s);
    }

    void addStream(const Stream &stream)
    {
        begin({Kind::Stream, stream.id}, tr("The stream “%1”").arg(stream.id));
        add(Kind::Service, stream.service, u"/service"_s);
        add(Kind::Channel, stream.channel, u"/channel"_s);
        if (stream.key.isEmpty())
            addPatterns(stream.events, u"/events"_s);
    }

private:
    void begin(const ElementRef &element, const QString &subject)
    {
        m_element = element;
        m_subject = subject;
    }

    void add(Kind kind, const QString &id, const QString &pointer)
    {
        if (!id.isEmpty())
            m_references.append({kind, id, m_element, pointer, m_subject});
    }

    void addPatterns(const QStringList &events, const QString &pointer)
    {
        for (qsizetype i = 0; i < events.size(); ++i) {
            if (delivery::EventPattern(events.at(i)).isExact())
                add(Kind::Event, events.at(i), u"%1/%2"_s.arg(pointer).arg(i));
        }
    }

    void addSubscription(const Service &service, const Subscription &subscription, const QString &pointer)
    {
        m_subject = tr("“%1” of %2").arg(subscription.id, service.title());
        add(Kind::Channel, subscription.channel, pointer + u"/channel"_s);
        addPatterns(subscription.events, pointer + u"/events"_s);
        add(Kind::Policy, subscription.policy, pointer + u"/policy"_s);
        add(Kind::Channel, subscription.deadLetter, pointer + u"/deadLetter"_s);
        for (qsizetype i = 0; i < subscription.emits.size(); ++i) {
            const QString emits = pointer + u"/emits/%1"_s.arg(i);
            add(Kind::Event, subscription.emits.at(i).event, emits + u"/event"_s);
            add(Kind::Channel, subscription.emits.at(i).channel, emits + u"/channel"_s);
        }
    }

    QList<Reference> m_references;
    ElementRef m_element;
    QString m_subject;
};

} // namespace

QList<Reference> referencesOf(const Catalog &catalog)
{
    ReferenceCollector collector;
    collector.addProject(catalog.project());
    for (const Service &service : catalog.services())
        collector.addService(service);
    for (const Channel &channel : catalog.channels())
        collector.addChannel(channel);
    for (const Webhook &webhook : catalog.webhooks())
        collector.addWebhook(webhook);
    for (const Stream &stream : catalog.streams())
        collector.addStream(stream);
    return collector.take();
}

} // namespace weir
