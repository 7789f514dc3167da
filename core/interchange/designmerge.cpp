// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/designmerge.h"

#include "core/interchange/traitedobject.h"
#include "core/model/canonical.h"
#include "core/model/catalogindex.h"
#include "core/model/renaming.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace weir {

namespace {

constexpr qsizetype titlesNamed = 3;

class Merger
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit Merger(const NamedDesign &first) : m_catalog(first.catalog)
    {
        m_titles += first.catalog.project().title;
        for (const ElementRef &element : m_catalog.elements())
            m_fileOf.insert(element, first.file);
    }

    void add(const NamedDesign &design)
    {
        m_incoming = design.catalog;
        m_file = design.file;
        m_titles += m_incoming.project().title;
        matchChannels();
        const QList<ElementRef> before = m_incoming.elements();
        for (const ElementRef &element : before) {
            const bool isOwn =
                element.kind == Kind::Service || element.kind == Kind::Schema || element.kind == Kind::Policy;
            if (isOwn && m_catalog.contains(element) && !isSame(element))
                rename(element, freeId(element));
        }
        const QList<ElementRef> elements = m_incoming.elements();
        for (const ElementRef &element : elements)
            take(element);
    }

    DesignMerge finish()
    {
        Json project = m_catalog.document({Kind::Project, {}}).get();
        const QString more = m_titles.size() > titlesNamed ? QStringLiteral(" …") : QString();
        project["title"] = jsonOf(QStringList(m_titles.mid(0, titlesNamed)).join(QLatin1String(" + ")) + more);
        m_catalog.setDocument({Kind::Project, {}}, std::move(project));
        m_findings += orphansOf(m_catalog, [this](const QString &service) {
            return m_fileOf.value({Kind::Service, service});
        });
        return {std::move(m_catalog), std::move(m_findings)};
    }

private:
    bool isSame(const ElementRef &element) const
    {
        return meansTheSame(m_catalog.document(element).get(), m_incoming.document(element).get());
    }

    void rename(const ElementRef &element, const QString &id)
    {
        const auto changes = renameElement(m_incoming, element, id);
        if (!changes)
            return;
        for (const Change &change : *changes) {
            if (!m_incoming.apply(change))
                return;
        }
    }

    QString freeId(const ElementRef &element) const
    {
        QString id;
        for (int number = 2;; ++number) {
            id = element.id + u'-' + QString::number(number);
            if (!m_catalog.contains({element.kind, id}) && !m_incoming.contains({element.kind, id}))
                return id;
        }
    }

    void matchChannels()
    {
        const QList<Channel> channels = m_incoming.channels();
        for (const Channel &channel : channels) {
            const auto same =
                std::find_if(m_catalog.channels().begin(), m_catalog.channels().end(), [&](const Channel &known) {
                    return !known.address.isEmpty() && known.address == channel.address;
                });
            const Channel *called = m_catalog.channel(channel.id);
            if (same != m_catalog.channels().end() && same->id != channel.id) {
                if (m_incoming.channel(same->id) == nullptr)
                    rename({Kind::Channel, channel.id}, same->id);
            } else if (same == m_catalog.channels().end() && called != nullptr && !called->address.isEmpty()
                       && !channel.address.isEmpty()) {
                rename({Kind::Channel, channel.id}, freeId({Kind::Channel, channel.id}));
            }
        }
    }

    void take(const ElementRef &element)
    {
        if (element.kind == Kind::Project)
            return takeProject();
        Json document = m_incoming.document(element).get();
        if (m_catalog.contains(element)) {
            if (element.kind == Kind::Event)
                compareEvent(element);
            if (element.kind == Kind::Channel)
                completeChannel(element, document);
            return;
        }
        m_fileOf.insert(element, m_file);
        m_catalog.setDocument(element, std::move(document));
    }

    void takeProject()
    {
        if (m_incoming.document({Kind::Project, {}}).get().contains("x-asyncapi"))
            report("different", Severity::Info,
                   tr("Servers and other facts about the document as a whole are those of the first document."));
    }

    void compareEvent(const ElementRef &element)
    {
        const EventVersion *mine = m_catalog.event(element.id)->newest();
        const EventVersion *other = m_incoming.event(element.id)->newest();
        if (mine == nullptr || other == nullptr || meansTheSame(mine->schema.get(), other->schema.get()))
            return;
        report("different", Severity::Warning,
               tr("The message “%1” has another payload than in %2, which is taken.")
                   .arg(element.id, m_fileOf.value(element)),
               element.path());
    }

    /// What the other document says of a channel and the first does not is added.
    void completeChannel(const ElementRef &element, const Json &other)
    {
        Json document = m_catalog.document(element).get();
        for (const auto &[key, value] : other.items()) {
            if (!document.contains(key))
                addMember(document, key.c_str(), value);
        }
        m_catalog.setDocument(element, canonicalDocument(Kind::Channel, document));
    }

    void report(const char *rule, Severity severity, const QString &message, const QString &element = {})
    {
        m_findings += Finding{
            QStringLiteral("import/") + QLatin1String(rule), severity, message, {}, {m_file, 1, 1, {}}, element};
    }

    Catalog m_catalog, m_incoming;
    QString m_file;
    QStringList m_titles;
    QHash<ElementRef, QString> m_fileOf;
    Findings m_findings;
};

bool receives(const Subscription &subscription, const QString &event)
{
    return std::any_of(subscription.events.begin(), subscription.events.end(), [&](const QString &wanted) {
        return wanted == event || wanted.contains(u'*') || wanted.contains(u'#');
    });
}

} // namespace

Findings orphansOf(const Catalog &catalog, const std::function<QString(const QString &)> &fileOf)
{
    Findings findings;
    const CatalogIndex index(catalog);
    const auto report = [&](const QString &message, const Service &service) {
        const Finding finding{QStringLiteral("import/orphan"),
                              Severity::Warning,
                              message,
                              {},
                              {fileOf(service.id), 1, 1, {}},
                              ElementRef{Kind::Service, service.id}.path()};
        if (!findings.contains(finding))
            findings += finding;
    };
    for (const PublicationEntry &sent : index.publications()) {
        const QList<qsizetype> there = index.subscriptionsTo(sent.channel);
        const bool isReceived = std::any_of(there.begin(), there.end(), [&](qsizetype at) {
            return receives(*index.subscriptions()[at].subscription, sent.event);
        });
        if (!isReceived)
            report(QCoreApplication::translate("weir", "“%1” on “%2” is sent by %3, but nobody receives it.")
                       .arg(sent.event, sent.channel, sent.service->title()),
                   *sent.service);
    }
    for (const SubscriptionEntry &received : index.subscriptions()) {
        const QList<qsizetype> there = index.publicationsTo(received.subscription->channel);
        for (const QString &event : received.subscription->events) {
            const bool isSent = std::any_of(there.begin(), there.end(), [&](qsizetype at) {
                return index.publications()[at].event == event || !catalog.event(event);
            });
            if (!isSent)
                report(QCoreApplication::translate("weir", "“%1” on “%2” is received by %3, but nobody sends it.")
                           .arg(event, received.subscription->channel, received.service->title()),
                       *received.service);
        }
    }
    return findings;
}

DesignMerge mergedDesigns(const QList<NamedDesign> &designs)
{
    Merger merger(designs.front());
    for (qsizetype i = 1; i < designs.size(); ++i)
        merger.add(designs[i]);
    return merger.finish();
}

} // namespace weir
