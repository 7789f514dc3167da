// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/messagepagewriter.h"

#include "core/base/translate.h"
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

/// What the folder of an old version calls it: `0.0.2` of `events/Paid/versioned/0.0.2`; empty when it is no such folder.
QString nameOfFolder(const Json &version)
{
    const QString folder = memberText(pageKept(version), u"folder");
    return folder.contains(QLatin1String("/versioned/")) ? folder.section(u'/', -1) : QString();
}

/// How \a version of \a versions is called. EventCatalog knows a page by id and version, so that of two that say the same
/// one is called by its folder, else by its number.
QString distinctVersion(const Json &versions, const Json &version)
{
    QString text = versionText(version);
    const int number = numberIn(version);
    bool isShared = false, isLater = false, isFolderFree = true;
    QString folder = nameOfFolder(version);
    for (const Json &other : versions) {
        const QString otherText = versionText(other);
        isFolderFree = isFolderFree && otherText != folder;
        if (numberIn(other) == number || otherText != text)
            continue;
        isShared = true;
        const QString otherFolder = nameOfFolder(other);
        isLater = isLater || (numberIn(other) < number && (otherFolder.isEmpty() || otherFolder == text));
    }
    if (!isShared)
        return text;
    if (!folder.isEmpty() && isFolderFree)
        return folder;
    return isLater ? QStringLiteral("%1-%2").arg(text).arg(number) : text;
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
            return distinctVersion(versions, version);
    }
    return {};
}

void MessagePageWriter::addEvent(const EventType &event)
{
    const Json versions = versionDocuments(m_index.catalog(), event.id);
    if (versions.empty()) {
        addVersion(event, Json::object(), QStringLiteral("1.0.0"), true);
        return;
    }
    const int newest = event.newest() == nullptr ? 1 : event.newest()->version;
    for (const Json &version : versions)
        addVersion(event, version, distinctVersion(versions, version), numberIn(version) == newest);
}

void MessagePageWriter::addVersion(const EventType &event, const Json &version, const QString &name, bool isNewest)
{
    const Json &document = m_index.catalog().document({Kind::Event, event.id}).get();
    const QString collection = collectionOf(event, document);
    const Json &kept = pageKept(version);
    QString folder = memberText(kept, u"folder");
    if (folder.isEmpty()) {
        folder = collection + u'/' + event.id;
        if (!isNewest)
            folder += QStringLiteral("/versioned/") + name;
    }
    Json frontmatter = Json::object();
    addText(frontmatter, "id", idOf(event.id));
    const Json *front = memberOf(kept, u"frontmatter");
    const QString oldName = isNewest || front == nullptr ? QString() : memberText(*front, u"name");
    addText(frontmatter, "name", oldName.isEmpty() ? event.title() : oldName);
    addText(frontmatter, "version", name);
    if (name != versionText(version))
        m_pages.log().approximated(tr("Two versions of “%1” are called %2; one of them is written as %3.")
                                       .arg(event.title(), versionText(version), name),
                                   ElementRef{Kind::Event, event.id}.path());
    if (isNewest)
        addText(frontmatter, "summary", event.summary);
    const QString plain = QStringLiteral("%1.0.0").arg(numberIn(version));
    if (version.contains("version") && name != plain)
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
