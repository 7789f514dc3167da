// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/messagepagewriter.h"

#include "core/interchange/schemareferences.h"
#include "core/interchange/traitedobject.h"
#include "core/model/sharedschema.h"
#include "core/syntax/jsonwriter.h"

#include <QSet>

namespace weir {

namespace {

constexpr int exampleDigits = 2;

int numberIn(const Json &version)
{
    const Json *number = memberOf(version, u"version");
    return number != nullptr && number->is_number_integer() ? number->get<int>() : 1;
}

QString versionText(const Json &version)
{
    QString kept = memberText(pageKept(version), u"version");
    return kept.isEmpty() ? QStringLiteral("%1.0.0").arg(numberIn(version)) : kept;
}

QString collectionOf(const EventType &event, const Json &document)
{
    QString kept = memberText(pageKept(document), u"collection");
    if (!kept.isEmpty())
        return kept;
    return event.kind == EventKind::Command ? QStringLiteral("commands") : QStringLiteral("events");
}

} // namespace

Json versionDocuments(const Catalog &catalog, const QString &event)
{
    const Json *versions = memberOf(catalog.document({Kind::Event, event}).get(), u"versions");
    return versions != nullptr && versions->is_array() ? *versions : Json::array();
}

void MessagePageWriter::addAll()
{
    for (const EventType &event : m_index.catalog().events())
        addEvent(event);
}

QString MessagePageWriter::idOf(const QString &event) const
{
    const QString kept = memberText(pageKept(m_index.catalog().document({Kind::Event, event}).get()), u"id");
    return kept.isEmpty() ? event : kept;
}

QString MessagePageWriter::versionOf(const QString &event, int number) const
{
    const Json versions = versionDocuments(m_index.catalog(), event);
    for (const Json &version : versions) {
        if (numberIn(version) == number)
            return versionText(version);
    }
    return {};
}

void MessagePageWriter::addEvent(const EventType &event)
{
    const Json versions = versionDocuments(m_index.catalog(), event.id);
    if (versions.empty()) {
        addVersion(event, Json::object(), true);
        return;
    }
    const int newest = event.newest() == nullptr ? 1 : event.newest()->version;
    for (const Json &version : versions)
        addVersion(event, version, numberIn(version) == newest);
}

void MessagePageWriter::addVersion(const EventType &event, const Json &version, bool isNewest)
{
    const Json &document = m_index.catalog().document({Kind::Event, event.id}).get();
    const QString collection = collectionOf(event, document);
    const Json &kept = pageKept(version);
    QString folder = memberText(kept, u"folder");
    if (folder.isEmpty()) {
        folder = collection + u'/' + event.id;
        if (!isNewest)
            folder += QStringLiteral("/versioned/") + versionText(version);
    }
    Json frontmatter = Json::object();
    addText(frontmatter, "id", idOf(event.id));
    const Json *front = memberOf(kept, u"frontmatter");
    const QString oldName = isNewest || front == nullptr ? QString() : memberText(*front, u"name");
    addText(frontmatter, "name", oldName.isEmpty() ? event.title() : oldName);
    addText(frontmatter, "version", versionText(version));
    if (isNewest)
        addText(frontmatter, "summary", event.summary);
    const QString plain = QStringLiteral("%1.0.0").arg(numberIn(version));
    if (version.contains("version") && versionText(version) != plain)
        addMember(frontmatter, "x-version", numberIn(version));
    if (memberText(version, u"status") == u"deprecated" && (front == nullptr || !front->contains("deprecated")))
        addMember(frontmatter, "deprecated", true);
    if (const Json *sla = memberOf(document, u"sla"); sla != nullptr && isNewest)
        addMember(frontmatter, "x-sla", *sla);
    if (Json list = consumers(event); isNewest && !list.empty())
        addMember(frontmatter, "x-consumers", std::move(list));
    addSchema(frontmatter, version, folder);
    addExamples(version, folder);
    if (front != nullptr)
        m_pages.addKept(frontmatter, *front, collection);
    QString body = memberText(kept, u"body");
    if (body.isEmpty() && isNewest)
        body = event.description;
    m_pages.addPage(folder, frontmatter, body);
}

Json MessagePageWriter::consumers(const EventType &event) const
{
    Json list = Json::array();
    for (const SubscriptionEntry &entry : m_index.subscriptions()) {
        if (!entry.subscription->events.contains(event.id) || entry.subscription->purpose.isEmpty())
            continue;
        Json consumer = Json::object();
        addText(consumer, "service", entry.service->id);
        addText(consumer, "purpose", entry.subscription->purpose);
        list.push_back(std::move(consumer));
    }
    return list;
}

void MessagePageWriter::addSchema(Json &frontmatter, const Json &version, const QString &folder)
{
    if (const Json *foreign = memberOf(version, u"x-payload")) {
        if (const Json *schema = memberOf(*foreign, u"schema")) {
            addText(frontmatter, "schemaPath", QStringLiteral("schema.avsc"));
            m_pages.addFile(folder + QStringLiteral("/schema.avsc"), writeJson(*schema));
        }
        return;
    }
    const Json *schema = memberOf(version, u"schema");
    if (schema == nullptr)
        return;
    addText(frontmatter, "schemaPath", QStringLiteral("schema.json"));
    m_pages.addFile(folder + QStringLiteral("/schema.json"), writeJson(bundled(*schema)));
}

Json MessagePageWriter::bundled(const Json &schema) const
{
    // A schema file of EventCatalog stands alone: shared schemas come along as definitions.
    QStringList wanted;
    const auto renamed = [&wanted](const QString &reference) {
        const QString shared = sharedSchemaOf(reference);
        if (shared.isEmpty())
            return reference;
        if (!wanted.contains(shared))
            wanted += shared;
        return QStringLiteral("#/definitions/") + shared + reference.section(u'#', 1);
    };
    Json whole = withReferences(schema, renamed);
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const SharedSchema *shared = m_index.catalog().schema(wanted[i]);
        if (shared != nullptr)
            whole["definitions"][wanted[i].toStdString()] = withReferences(shared->schema.get(), renamed);
    }
    return whole;
}

void MessagePageWriter::addExamples(const Json &version, const QString &folder)
{
    const Json *examples = memberOf(version, u"examples");
    if (examples == nullptr || !examples->is_array())
        return;
    int number = 0;
    for (const Json &example : *examples)
        m_pages.addFile(QStringLiteral("%1/examples/example-%2.json")
                            .arg(folder)
                            .arg(++number, exampleDigits, 10, QLatin1Char('0')),
                        writeJson(example));
}

} // namespace weir
