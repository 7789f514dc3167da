// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/eventcatalog.h"

#include "core/base/translate.h"
#include "core/document/wording.h"

#include "core/delivery/effective.h"
#include "core/schema/typescript.h"

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// **Label**: words
Paragraph labelled(const QString &label, const QString &words, bool introduces = false)
{
    return {Text().bold(label).plain(words.isEmpty() ? u":"_s : u": "_s + words), introduces};
}

/// Resolves `schemas/address.json` to the shared schema of that name.
SchemaLookup sharedSchemas(const Catalog &catalog)
{
    return [&catalog](const QString &reference) -> const Json * {
        const QString file = reference.section(u'#', 0, 0).section(u'/', -1);
        const SharedSchema *schema = catalog.schema(file.endsWith(u".json"_s) ? file.chopped(5) : file);
        return schema && schema->schema ? &schema->schema.get() : nullptr;
    };
}

class Entry
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    Entry(Outline &outline, const Catalog &catalog, const delivery::Routing &routing, const EventType &event)
        : m_outline(outline)
        , m_catalog(catalog)
        , m_routing(routing)
        , m_event(event)
    {
        for (const int index : routing.consumersOf(event.id))
            m_consumers.append(&routing.consumers()[index]);
    }

    void add(VersionsShown versions, int level)
    {
        m_outline.add(Heading{level, m_event.title(), u"events/"_s + m_event.id});
        addDescription();
        const QStringList producers = producerNames(m_routing, m_event.id);
        if (!producers.isEmpty())
            m_outline.add(labelled(tr("Producer"), producers.join(u", "_s)));
        addConsumers();
        addSchemas(versions);
        addRetryPolicy();
        addSla();
    }

private:
    void addDescription()
    {
        const QString first = m_event.summary.isEmpty() ? m_event.description : m_event.summary;
        if (!first.isEmpty())
            m_outline.add(labelled(tr("Description"), first.simplified()));
        if (!m_event.summary.isEmpty() && m_event.description != m_event.summary)
            m_outline.addParagraphs(m_event.description);
    }

    void addConsumers()
    {
        BulletList list;
        for (const delivery::Consumer *consumer : std::as_const(m_consumers)) {
            const QString purpose = consumer->subscription ? consumer->subscription->purpose.simplified() : QString();
            list.items.append(consumerName(*consumer) + (purpose.isEmpty() ? QString() : u" (%1)"_s.arg(purpose)));
        }
        if (list.items.isEmpty())
            return;
        m_outline.add(labelled(tr("Consumers"), {}, true));
        m_outline.add(list);
    }

    /// The newest version that is no draft, else the newest.
    const EventVersion *newest() const
    {
        const EventVersion *found = nullptr;
        for (const EventVersion &version : m_event.versions) {
            const bool final =
                version.status == VersionStatus::Published || version.status == VersionStatus::Deprecated;
            if (final && (!found || version.version > found->version))
                found = &version;
        }
        return found ? found : m_event.newest();
    }

    void addSchemas(VersionsShown versions)
    {
        if (versions == VersionsShown::Newest) {
            if (const EventVersion *version = newest())
                addSchema(*version, {});
            return;
        }
        QList<const EventVersion *> live;
        for (const EventVersion &version : m_event.versions) {
            if (version.status != VersionStatus::Retired)
                live.append(&version);
        }
        std::stable_sort(live.begin(), live.end(),
                         [](const EventVersion *a, const EventVersion *b) { return a->version > b->version; });
        for (const EventVersion *version : std::as_const(live)) {
            const QString status = version->status == VersionStatus::Draft ? tr("draft")
                : version->status == VersionStatus::Deprecated             ? tr("deprecated")
                                                                           : QString();
            addSchema(*version, status);
        }
    }

    void addSchema(const EventVersion &version, const QString &status)
    {
        if (!version.schema)
            return;
        const QString name = status.isEmpty() ? tr("Schema (v%1)").arg(version.version)
                                              : tr("Schema (v%1, %2)").arg(version.version).arg(status);
        m_outline.add(labelled(name, {}, true));
        m_outline.add(
            CodeBlock{u"typescript"_s,
                      typeScriptEvent(m_event.id, version.version, version.schema.get(), sharedSchemas(m_catalog))});
        if (!version.notes.isEmpty())
            m_outline.addParagraphs(version.notes);
    }

    /// What each subscription has, as one sentence when all have the same.
    template<typename Words>
    void addForEach(const QString &label, Words words)
    {
        QList<std::pair<QString, QString>> all;
        for (const delivery::Consumer *consumer : std::as_const(m_consumers)) {
            const QString sentence = words(*consumer);
            if (!sentence.isEmpty() && !all.contains(std::pair(consumerName(*consumer), sentence)))
                all.append({consumerName(*consumer), sentence});
        }
        if (all.isEmpty())
            return;
        const bool same =
            std::all_of(all.begin(), all.end(), [&all](const auto &each) { return each.second == all.first().second; });
        if (same) {
            m_outline.add(labelled(label, all.first().second));
            return;
        }
        BulletList list;
        for (const auto &[consumer, sentence] : all)
            list.items.append(consumer + u": "_s + sentence);
        m_outline.add(labelled(label, {}, true));
        m_outline.add(list);
    }

    void addRetryPolicy()
    {
        addForEach(tr("Retry Policy"), [this](const delivery::Consumer &consumer) {
            if (consumer.webhook)
                return retryWords(delivery::policyOf(m_catalog, *consumer.webhook));
            return consumer.subscription ? retryWords(delivery::policyOf(m_catalog, *consumer.subscription))
                                         : QString();
        });
    }

    void addSla()
    {
        if (m_event.sla) {
            m_outline.add(labelled(tr("SLA"), slaWords(*m_event.sla)));
            return;
        }
        addForEach(tr("SLA"), [](const delivery::Consumer &consumer) {
            return consumer.subscription && consumer.subscription->sla ? slaWords(*consumer.subscription->sla)
                                                                       : QString();
        });
    }

    Outline &m_outline;
    const Catalog &m_catalog;
    const delivery::Routing &m_routing;
    const EventType &m_event;
    QList<const delivery::Consumer *> m_consumers;
};

Outline titled()
{
    Outline outline;
    outline.title = tr("Event Catalog");
    outline.add(Heading{1, outline.title, {}});
    return outline;
}

} // namespace

QStringList producerNames(const delivery::Routing &routing, const QString &event)
{
    QStringList names;
    for (const int index : routing.producersOf(event)) {
        const delivery::Producer &producer = routing.producers()[index];
        names.append(producer.webhook ? tr("webhook %1").arg(producer.webhook->id)
                                      : (producer.service ? producer.service->title() : producer.path));
    }
    names.removeDuplicates();
    return names;
}

QString consumerName(const delivery::Consumer &consumer)
{
    if (consumer.webhook)
        return tr("webhook %1").arg(consumer.webhook->id);
    if (consumer.stream)
        return tr("event stream %1").arg(consumer.stream->path.isEmpty() ? consumer.stream->id : consumer.stream->path);
    return consumer.service ? consumer.service->title() : consumer.path;
}

void addCatalogEntry(Outline &outline, const Catalog &catalog, const delivery::Routing &routing, const EventType &event,
                     VersionsShown versions, int level)
{
    Entry(outline, catalog, routing, event).add(versions, level);
}

Outline eventCatalog(const Catalog &catalog)
{
    Outline outline = titled();
    const delivery::Routing routing(catalog);
    for (const EventType &event : catalog.events())
        addCatalogEntry(outline, catalog, routing, event, VersionsShown::Newest, 2);
    return outline;
}

Outline eventCatalog(const Catalog &catalog, const EventType &event)
{
    Outline outline = titled();
    const delivery::Routing routing(catalog);
    addCatalogEntry(outline, catalog, routing, event, VersionsShown::Newest, 2);
    return outline;
}

} // namespace weir
