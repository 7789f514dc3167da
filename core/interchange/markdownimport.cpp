// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/markdownimport.h"

#include "core/interchange/catalogmarkdown.h"
#include "core/interchange/catalogsentences.h"
#include "core/interchange/importlog.h"
#include "core/interchange/policyimport.h"
#include "core/interchange/traitedobject.h"
#include "core/model/canonical.h"
#include "core/schema/typescriptreader.h"

#include <QCoreApplication>
#include <QMap>
#include <QRegularExpression>

#include <functional>

namespace weir {

namespace {

/// How a catalog names a consumer that is an event stream; its path follows.
const QString streamMark = QStringLiteral("event stream ");

/// Who receives an event.
struct Consumer
{
    QString name;
    Json item; ///< In `receives`.
};

class MarkdownCatalogReader
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit MarkdownCatalogReader(const QString &file) : m_file(file) {}

    MarkdownImport read(const CatalogMarkdown &catalog);

private:
    void readEntry(const MarkdownEntry &entry);
    void readSchema(const MarkdownField &field, Json &versions, QString &typeId);
    void readProducers(const MarkdownField &field, const QString &event);
    void readConsumers(const MarkdownField &field, const QString &event);
    void readRetries(const MarkdownField &field, const QString &event);
    void readSla(const MarkdownField &field, Json &event);
    void forEach(const MarkdownField &field, const std::function<bool(const QString &, QList<Consumer *>)> &take);
    Json &service(const QString &name);
    Json &stream(const QString &path);
    void complain(const QString &message, int line) { m_log.warning(message, {m_file, line, 1, {}}); }
    void add(Catalog &catalog, Kind kind, const Json &document);

    QString m_file;
    ImportLog m_log;
    PolicyImport m_policies;
    SlugSet m_eventIds, m_serviceIds, m_streamIds;
    QMap<QString, QString> m_serviceOf; ///< Name -> id.
    QMap<QString, Json> m_services;
    QMap<QString, Json> m_streams;    ///< By path. They have no channel: their events come on several.
    QMap<QString, SlugSet> m_itemIds; ///< Of a service's sends and receives.
    QList<Json> m_events, m_channels;
    QList<Consumer> m_consumers; ///< Of the entry being read.
};

/// `Schema (v2, draft)`.
QRegularExpressionMatch schemaLabel(const QString &label)
{
    static const QRegularExpression form(
        QStringLiteral("^Schema(?:\\s*\\(v?([0-9]{1,6})(?:,\\s*(draft|published|deprecated|retired))?\\))?$"),
        QRegularExpression::CaseInsensitiveOption);
    return form.match(label);
}

bool isLabel(const MarkdownField &field, const char *one, const char *other = "")
{
    return field.label.compare(QLatin1String(one), Qt::CaseInsensitive) == 0
        || (*other != 0 && field.label.compare(QLatin1String(other), Qt::CaseInsensitive) == 0);
}

/// `Name (purpose)`.
std::pair<QString, QString> nameAndPurpose(const QString &text)
{
    const qsizetype open = text.indexOf(QLatin1String(" ("));
    if (open < 0 || !text.endsWith(u')'))
        return {text, {}};
    return {text.first(open), text.sliced(open + 2).chopped(1)};
}

Json &MarkdownCatalogReader::service(const QString &name)
{
    QString &id = m_serviceOf[name];
    if (id.isEmpty()) {
        id = m_serviceIds.take(name, QStringLiteral("service"));
        Json document = Json::object();
        addText(document, "id", id);
        addText(document, "name", name == id ? QString() : name);
        m_services.insert(id, document);
    }
    return m_services[id];
}

void MarkdownCatalogReader::readProducers(const MarkdownField &field, const QString &event)
{
    QStringList names = field.text.split(QLatin1String(", "), Qt::SkipEmptyParts) + field.bullets;
    for (const QString &producer : std::as_const(names)) {
        Json &document = service(nameAndPurpose(producer).first.trimmed());
        const QString id = memberText(document, u"id");
        Json item = Json::object();
        const QString itemId = m_itemIds[id].take(event, event);
        addText(item, "id", itemId == event ? QString() : itemId);
        addText(item, "event", event);
        addText(item, "channel", event);
        document["sends"].push_back(std::move(item));
    }
}

void MarkdownCatalogReader::readConsumers(const MarkdownField &field, const QString &event)
{
    QStringList lines = field.bullets;
    if (lines.isEmpty() && !field.text.isEmpty())
        lines = field.text.split(QLatin1String(", "), Qt::SkipEmptyParts);
    for (const QString &line : std::as_const(lines)) {
        const auto [name, purpose] = nameAndPurpose(line);
        if (name.startsWith(streamMark)) {
            stream(name.sliced(streamMark.size()))["events"].push_back(jsonOf(event));
            continue;
        }
        const QString id = memberText(service(name), u"id");
        Json item = Json::object();
        addText(item, "id", m_itemIds[id].take(event, event));
        addText(item, "channel", event);
        addMember(item, "events", Json::array({jsonOf(event)}));
        addText(item, "purpose", purpose);
        m_consumers += Consumer{name, std::move(item)};
    }
}

Json &MarkdownCatalogReader::stream(const QString &path)
{
    Json &document = m_streams[path];
    if (document.is_null()) {
        document = Json::object();
        addText(document, "id", m_streamIds.take(path, QStringLiteral("stream")));
        addText(document, "path", path);
        addMember(document, "events", Json::array());
    }
    return document;
}

void MarkdownCatalogReader::forEach(const MarkdownField &field,
                                    const std::function<bool(const QString &, QList<Consumer *>)> &take)
{
    QList<Consumer *> all;
    for (Consumer &consumer : m_consumers)
        all += &consumer;
    if (!field.text.isEmpty() && !take(field.text, all))
        complain(tr("“%1” is not understood.").arg(field.text), field.line);
    for (const QString &line : field.bullets) {
        QList<Consumer *> named;
        for (Consumer *consumer : std::as_const(all)) {
            if (line.startsWith(consumer->name + QStringLiteral(": ")))
                named += consumer;
        }
        const QString sentence = named.isEmpty() ? QString() : line.sliced(named.front()->name.size() + 2);
        if (named.isEmpty() || !take(sentence, named))
            complain(tr("“%1” is not understood.").arg(line), field.line);
    }
}

void MarkdownCatalogReader::readRetries(const MarkdownField &field, const QString &event)
{
    forEach(field, [&](const QString &sentence, const QList<Consumer *> &consumers) {
        const std::optional<Json> policy = policyOfSentence(sentence);
        if (!policy || policy->is_null())
            return policy.has_value();
        const QString id = m_policies.take(*policy, event + QStringLiteral(".retry"));
        for (Consumer *consumer : consumers) {
            if (!consumer->item.contains("policy"))
                addText(consumer->item, "policy", id);
        }
        if (policy->contains("strategy"))
            m_log.dropped(sentence, tr("it does not say how long the delays are; add them to the policy “%1”.").arg(id),
                          {m_file, field.line, 1, {}});
        return true;
    });
}

void MarkdownCatalogReader::readSla(const MarkdownField &field, Json &event)
{
    const bool isForAll = field.bullets.isEmpty();
    forEach(field, [&](const QString &sentence, const QList<Consumer *> &consumers) {
        const std::optional<Json> sla = slaOfSentence(sentence);
        if (!sla)
            return false;
        if (isForAll) {
            addMember(event, "sla", *sla);
            return true;
        }
        for (Consumer *consumer : consumers) {
            if (!consumer->item.contains("sla"))
                addMember(consumer->item, "sla", *sla);
        }
        return true;
    });
}

void MarkdownCatalogReader::readSchema(const MarkdownField &field, Json &versions, QString &typeId)
{
    const QRegularExpressionMatch label = schemaLabel(field.label);
    Json version = Json::object();
    addMember(version, "version", label.captured(1).isEmpty() ? 1 : label.captured(1).toInt());
    addText(version, "status", label.captured(2).toLower());
    // The type has no name of its own, unless somebody gave it one.
    const QString start = field.code.trimmed();
    const bool isBare = start.startsWith(u'{');
    const QString source = isBare ? QStringLiteral("type WeirEvent =\n") + field.code : field.code;
    const QStringList names = typeScriptNames(source);
    const QString name = isBare ? QStringLiteral("WeirEvent") : names.value(names.size() - 1);
    const Result<Json> whole = schemaFromTypeScript(source, m_file, name);
    const Result<Json> schema = whole ? schemaFromTypeScript(source, m_file, name + QStringLiteral(".data")) : whole;
    if (schema) {
        addMember(version, "schema", *schema);
        const Json *properties = memberOf(*whole, u"properties");
        const Json *type = properties != nullptr ? memberOf(*properties, u"type") : nullptr;
        if (type != nullptr)
            typeId = memberText(*type, u"const");
    } else {
        Place place = schema.error().place;
        place.line += field.codeLine - (isBare ? 2 : 1);
        m_log.error(schema.error().message, place, schema.error().hint);
    }
    addText(version, "notes", field.paragraphs.join(QLatin1String("\n\n")));
    versions.push_back(std::move(version));
}

void MarkdownCatalogReader::readEntry(const MarkdownEntry &entry)
{
    // The code names the type, whatever the heading calls it.
    Json versions = Json::array();
    QString typeId;
    for (const MarkdownField &field : entry.fields) {
        if (schemaLabel(field.label).hasMatch() && field.codeLine > 0)
            readSchema(field, versions, typeId);
    }
    const QString id =
        m_eventIds.take(slugOf(typeId) == typeId && !typeId.isEmpty() ? typeId : entry.title, QStringLiteral("event"));
    m_consumers.clear();
    QStringList description;
    Json event = Json::object();
    addText(event, "id", id);
    addText(event, "name", entry.title == id ? QString() : entry.title);
    for (const MarkdownField &field : entry.fields) {
        if (isLabel(field, "Description")) {
            addText(event, "summary", field.text);
            description += field.paragraphs;
        } else if (field.label.isEmpty()) {
            description += field.paragraphs;
        } else if (isLabel(field, "Producer", "Producers")) {
            readProducers(field, id);
        } else if (isLabel(field, "Consumer", "Consumers")) {
            readConsumers(field, id);
        } else if (isLabel(field, "Retry Policy", "Retries")) {
            readRetries(field, id);
        } else if (isLabel(field, "SLA")) {
            readSla(field, event);
        } else if (!schemaLabel(field.label).hasMatch()) {
            m_log.dropped(field.label, tr("an event of a catalog has no such label."), {m_file, field.line, 1, {}});
        }
    }
    addText(event, "description", description.join(QLatin1String("\n\n")));
    if (!versions.empty())
        addMember(event, "versions", std::move(versions));
    m_events += std::move(event);
    Json channel = Json::object();
    addText(channel, "id", id);
    addText(channel, "kind", QStringLiteral("topic"));
    m_channels += std::move(channel);
    for (Consumer &consumer : m_consumers)
        service(consumer.name)["receives"].push_back(std::move(consumer.item));
}

void MarkdownCatalogReader::add(Catalog &catalog, Kind kind, const Json &document)
{
    const ElementRef element{kind, kind == Kind::Project ? QString() : memberText(document, u"id")};
    const Findings wrong = catalog.setDocument(element, canonicalDocument(kind, document));
    for (const Finding &finding : wrong) {
        if (finding.severity == Severity::Error)
            m_log.error(element.path() + QStringLiteral(": ") + finding.message, {m_file, 1, 1, {}}, finding.hint);
    }
}

MarkdownImport MarkdownCatalogReader::read(const CatalogMarkdown &catalog)
{
    for (const MarkdownEntry &entry : catalog.entries)
        readEntry(entry);
    MarkdownImport import;
    Json project = Json::object();
    addMember(project, "weir", 1);
    addText(project, "title", catalog.title.isEmpty() ? QStringLiteral("Event Catalog") : catalog.title);
    add(import.catalog, Kind::Project, project);
    for (const Json &event : std::as_const(m_events))
        add(import.catalog, Kind::Event, event);
    for (const Json &channel : std::as_const(m_channels))
        add(import.catalog, Kind::Channel, channel);
    for (const Json &policy : m_policies.documents())
        add(import.catalog, Kind::Policy, policy);
    for (const Json &document : std::as_const(m_services))
        add(import.catalog, Kind::Service, document);
    for (const Json &document : std::as_const(m_streams))
        add(import.catalog, Kind::Stream, document);
    import.findings = m_log.problems();
    import.losses = m_log.losses();
    return import;
}

} // namespace

Result<MarkdownImport> importCatalogMarkdown(QByteArrayView bytes, const QString &name)
{
    const CatalogMarkdown catalog = readCatalogMarkdown(QString::fromUtf8(bytes));
    if (catalog.entries.isEmpty())
        return Error{QCoreApplication::translate("weir", "This is no event catalog: it has no event."),
                     {name, 1, 1, {}},
                     QCoreApplication::translate("weir", "An event starts with a heading “## user.created”.")};
    return MarkdownCatalogReader(name).read(catalog);
}

} // namespace weir
