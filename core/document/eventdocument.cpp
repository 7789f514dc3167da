// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/eventdocument.h"

#include "core/base/translate.h"
#include "core/document/documentsections.h"
#include "core/document/eventcatalog.h"
#include "core/document/wording.h"

#include "core/delivery/effective.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxDrawnNodes = 200; ///< Larger maps cannot be read on a page.

struct SectionTitle
{
    Section section;
    const char *title;
    const char *docs; ///< Beginning of the ids of hand-written blocks that belong there.
};

constexpr std::array<SectionTitle, 6> sectionTitles{{
    {Section::Overview, QT_TRANSLATE_NOOP("weir", "Overview"), "overview"},
    {Section::Catalog, QT_TRANSLATE_NOOP("weir", "Event Catalog"), "catalog"},
    {Section::Producers, QT_TRANSLATE_NOOP("weir", "Producers & Consumers"), "producers"},
    {Section::Flows, QT_TRANSLATE_NOOP("weir", "Event Flows"), "flows"},
    {Section::Infrastructure, QT_TRANSLATE_NOOP("weir", "Infrastructure"), "infrastructure"},
    {Section::ErrorHandling, QT_TRANSLATE_NOOP("weir", "Error Handling"), "error"},
}};

Section sectionOf(const DocBlock &block)
{
    for (const SectionTitle &section : sectionTitles) {
        if (block.id.startsWith(QLatin1String(section.docs)))
            return section.section;
    }
    return block.id.startsWith(u"event-catalog"_s) ? Section::Catalog
        : block.id.startsWith(u"event-flows"_s)    ? Section::Flows
                                                   : Section::Overview;
}

QString counted(qsizetype count, const char *one, const char *many)
{
    return count == 1 ? tr(one) : tr(many).arg(count);
}

class DocumentBuilder
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    DocumentBuilder(const Catalog &catalog, const DocumentInput &input)
        : m_catalog(catalog)
        , m_input(input)
        , m_routing(catalog)
        , m_openPoints(openPoints(catalog))
    {}

    Outline build()
    {
        const QString name = m_catalog.project().title.isEmpty() ? tr("Untitled") : m_catalog.project().title;
        m_outline.title = tr("Event Architecture: %1").arg(name.simplified());
        m_outline.add(Heading{1, m_outline.title, u"catalog"_s});
        for (const SectionTitle &section : sectionTitles) {
            m_outline.add(Heading{2, u"%1. %2"_s.arg(int(section.section)).arg(tr(section.title)), {}});
            addSection(section.section);
            addHandWritten(section.section);
            if (m_input.showsOpenPoints)
                addOpenPoints(section.section);
        }
        return std::move(m_outline);
    }

private:
    void addSection(Section section)
    {
        const DocumentContext context{m_outline, m_catalog, m_routing, m_input};
        switch (section) {
        case Section::Overview:
            addOverview();
            break;
        case Section::Catalog:
            for (const EventType &event : m_catalog.events())
                addCatalogEntry(m_outline, m_catalog, m_routing, event, VersionsShown::Live, 3);
            if (m_catalog.events().isEmpty())
                m_outline.add(Paragraph{tr("The design has no events."), false});
            break;
        case Section::Producers:
            addProducers();
            break;
        case Section::Flows:
            addFlows();
            break;
        case Section::Infrastructure:
            addInfrastructure(context);
            break;
        case Section::ErrorHandling:
            addErrorHandling(context);
            break;
        }
    }

    void addOverview()
    {
        m_outline.addParagraphs(m_catalog.project().description);
        BulletList list;
        list.items.append(Text().bold(tr("Event-driven components")).plain(u": "_s + components()));
        if (const auto &broker = m_catalog.project().broker) {
            const QString reason = broker->reason.isEmpty() ? QString() : u". "_s + broker->reason.simplified();
            list.items.append(Text().bold(tr("Message broker choice")).plain(u": "_s + brokerWords(*broker) + reason));
        } else {
            list.items.append(Text().bold(tr("Message broker choice")).plain(u": "_s + tr("open")));
        }
        list.items.append(Text().bold(tr("Delivery guarantees")).plain(u": "_s + guaranteeSummary()));
        m_outline.add(list);
        const ServiceMap map = serviceMap(m_catalog);
        if (map.nodes.size() > maxDrawnNodes)
            m_outline.add(Paragraph{tr("The design has too many parts for one drawing here (%1, at most %2 are drawn).")
                                        .arg(map.nodes.size())
                                        .arg(maxDrawnNodes),
                                    false});
        else if (!map.nodes.isEmpty())
            m_outline.add(Diagram{tr("Services, channels and events"), map});
        addComponents();
        addGuarantees();
    }

    QString components() const
    {
        const auto &services = m_catalog.services();
        const auto external =
            std::count_if(services.begin(), services.end(), [](const Service &each) { return each.external; });
        QStringList parts{counted(services.size() - external, "1 service", "%1 services"),
                          counted(m_catalog.channels().size(), "1 channel", "%1 channels"),
                          counted(m_catalog.events().size(), "1 event type", "%1 event types")};
        if (external > 0)
            parts.append(counted(external, "1 external system", "%1 external systems"));
        if (const auto outboxes = std::count_if(services.begin(), services.end(),
                                                [](const Service &each) { return each.outbox.has_value(); }))
            parts.append(counted(outboxes, "1 transactional outbox", "%1 transactional outboxes"));
        if (!m_catalog.webhooks().isEmpty())
            parts.append(counted(m_catalog.webhooks().size(), "1 webhook", "%1 webhooks"));
        if (!m_catalog.streams().isEmpty())
            parts.append(counted(m_catalog.streams().size(), "1 event stream", "%1 event streams"));
        return parts.join(u", "_s);
    }

    QString guaranteeSummary() const
    {
        QStringList kinds;
        for (const Channel &channel : m_catalog.channels())
            kinds.append(guaranteeWords(delivery::guaranteeOf(m_catalog, channel)));
        kinds.removeDuplicates();
        if (kinds.isEmpty())
            return tr("there are no channels");
        return kinds.size() == 1 ? tr("%1 on all channels").arg(kinds.first())
                                 : tr("%1, see below").arg(kinds.join(u", "_s));
    }

    void addComponents()
    {
        if (m_catalog.services().isEmpty())
            return;
        Table table{{wordColumn("Component"), wordColumn("Domain"), wordColumn("Owner"), numberColumn("Sends"),
                     numberColumn("Receives"), wordColumn("Publishes through")},
                    {}};
        for (const Service &service : m_catalog.services()) {
            QSet<QString> sent;
            for (const delivery::Producer &producer : m_routing.producers()) {
                if (producer.service == &service && !producer.webhook)
                    sent.insert(producer.event);
            }
            const QString through = sent.isEmpty() ? QString() : service.outbox ? tr("outbox") : tr("direct publish");
            table.rows.append(
                row({service.title(), service.domain, service.owner, QString::number(sent.size()),
                     QString::number(service.receives.size()), service.external ? tr("external") : through}));
        }
        m_outline.add(table);
    }

    void addGuarantees()
    {
        if (m_catalog.channels().isEmpty())
            return;
        Table table{{wordColumn("Channel"), wordColumn("Kind"), wordColumn("Delivery guarantee")}, {}};
        for (const Channel &channel : m_catalog.channels())
            table.rows.append(row({channel.title(), channelKindWords(channel.kind),
                                   guaranteeWords(delivery::guaranteeOf(m_catalog, channel))}));
        m_outline.add(table);
    }

    void addProducers()
    {
        Table table{{wordColumn("Event"), wordColumn("Producer"), wordColumn("Consumers")}, {}};
        for (const EventType &event : m_catalog.events()) {
            QStringList consumers;
            for (const int index : m_routing.consumersOf(event.id))
                consumers.append(consumerName(m_routing.consumers()[index]));
            consumers.removeDuplicates();
            table.rows.append(
                row({event.title(), producerNames(m_routing, event.id).join(u", "_s), consumers.join(u", "_s)}));
        }
        m_outline.add(table);
    }

    void addFlows()
    {
        for (const Flow &flow : m_catalog.flows()) {
            m_outline.add(Heading{3, flow.title(), u"flows/"_s + flow.id});
            m_outline.addParagraphs(flow.summary);
            if (!flow.steps.isEmpty())
                m_outline.add(Diagram{flow.title(), sequenceDiagram(flow)});
        }
        if (m_catalog.flows().isEmpty())
            m_outline.add(Paragraph{tr("The design describes no flow."), false});
    }

    void addHandWritten(Section section)
    {
        for (const DocBlock &block : m_catalog.docs()) {
            if (sectionOf(block) == section && !block.text.trimmed().isEmpty())
                m_outline.add(HandWritten{block.text});
        }
    }

    void addOpenPoints(Section section)
    {
        Callout callout{tr("Open points"), {}};
        for (const OpenPoint &point : m_openPoints) {
            if (point.section == section)
                callout.items.append(point.text.simplified());
        }
        if (!callout.items.isEmpty())
            m_outline.add(callout);
    }

    const Catalog &m_catalog;
    const DocumentInput &m_input;
    delivery::Routing m_routing;
    QList<OpenPoint> m_openPoints;
    Outline m_outline;
};

} // namespace

Table::Column wordColumn(const char *title)
{
    return {tr(title), Table::Alignment::Left};
}

Table::Column numberColumn(const char *title)
{
    return {tr(title), Table::Alignment::Right};
}

Text cell(const QString &words)
{
    return words.isEmpty() ? u"–"_s : words.simplified();
}

QList<Text> row(const QStringList &cells)
{
    QList<Text> result;
    for (const QString &words : cells)
        result.append(cell(words));
    return result;
}

Outline eventDocument(const Catalog &catalog, const DocumentInput &input)
{
    return DocumentBuilder(catalog, input).build();
}

} // namespace weir
