// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/eventcatalogimport.h"

#include "core/interchange/flowpages.h"
#include "core/interchange/owndetails.h"
#include "core/interchange/servicepages.h"
#include "core/interchange/traitedobject.h"
#include "core/model/canonical.h"
#include "core/syntax/reader.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace weir {

namespace {

/// What Weir itself adds to a catalog's folder; EventCatalog does not look at it.
constexpr auto ownFile = "weir.json";

bool isMessage(const CatalogPage &page)
{
    return page.collection == u"events" || page.collection == u"commands" || page.collection == u"queries";
}

class EventCatalogReader
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit EventCatalogReader(const QString &root) : m_root(root), m_messages(root, m_log) {}

    Result<EventCatalogImport> read();

private:
    void readMessages();
    void readServices();
    void keepOthers();
    void reportFiles();
    QString domainOf(const CatalogPage &page) const;
    Json project() const;
    ElementDocuments elements();

    QString m_root;
    ImportLog m_log;
    QList<CatalogPage> m_pages;
    MessagePages m_messages;
    PolicyImport m_policies;
    ServicePages m_services{m_messages, m_policies, m_log};
    SlugSet m_flowIds;
    QMap<QString, Json> m_flows;
    QHash<QString, QString> m_domainFolders; ///< Folder -> id of the domain.
    QHash<QString, QString> m_domainOf;      ///< Service, as domains name it -> id of the domain.
    Json m_others = Json::array();
    EventCatalogImport m_import;
};

Result<EventCatalogImport> EventCatalogReader::read()
{
    auto pages = readCatalogPages(m_root, m_log);
    if (!pages)
        return pages.error();
    m_pages = std::move(*pages);
    if (std::none_of(m_pages.begin(), m_pages.end(),
                     [](const CatalogPage &page) { return isCatalogCollection(page.collection); }))
        return Error{tr("%1 is no EventCatalog project: it has no pages of services, events or channels.").arg(m_root),
                     {},
                     tr("Name the folder in which “services”, “events” or “domains” stand.")};
    for (const CatalogPage &page : std::as_const(m_pages)) {
        if (isCatalogCollection(page.collection))
            ++(page.isOld ? m_import.oldVersions : m_import.resources)[page.collection];
    }
    readMessages();
    readServices();
    keepOthers();
    reportFiles();

    ElementDocuments documents = elements();
    QFile own(QDir(m_root).filePath(QLatin1String(ownFile)));
    if (own.open(QIODevice::ReadOnly)) {
        const auto tree = readJson(own.readAll(), QLatin1String(ownFile));
        if (tree)
            documents = ownDetails(std::move(documents), {tree->root(), 0}, m_log);
        else
            m_log.error(tree.error().message, tree.error().place, tree.error().hint);
    }
    for (auto it = documents.begin(); it != documents.end(); ++it) {
        const Findings wrong = m_import.catalog.setDocument(it.key(), canonicalDocument(it.key().kind, it.value()));
        for (const Finding &finding : wrong) {
            if (finding.severity == Severity::Error)
                m_log.error(it.key().path() + QStringLiteral(": ") + finding.message, {m_root, 0, 0, {}}, finding.hint);
        }
    }
    m_import.operations = m_services.operations();
    m_import.findings = m_log.problems();
    m_import.losses = m_log.losses();
    return std::move(m_import);
}

void EventCatalogReader::readMessages()
{
    for (const CatalogPage &page : std::as_const(m_pages)) {
        if (isMessage(page))
            m_messages.add(page);
    }
    m_messages.finish();
}

void EventCatalogReader::readServices()
{
    for (const CatalogPage &page : std::as_const(m_pages)) {
        if (page.isOld || page.collection != u"domains")
            continue;
        m_domainFolders.insert(page.folder(), page.id);
        for (const Node service : page.root()[u"services"])
            m_domainOf.insert(catalogPointer(service).id, page.id);
    }
    const auto each = [this](const QString &collection, const auto &take) {
        for (const CatalogPage &page : std::as_const(m_pages)) {
            if (page.collection == collection && !page.isOld)
                take(page);
        }
    };
    each(QStringLiteral("channels"), [this](const CatalogPage &page) { m_services.addChannel(page); });
    each(QStringLiteral("services"), [this](const CatalogPage &page) { m_services.learn(page); });
    each(QStringLiteral("services"), [this](const CatalogPage &page) { m_services.addService(page, domainOf(page)); });
    for (const CatalogPage &page : std::as_const(m_pages)) {
        if (isMessage(page) && !page.isOld)
            m_services.addProducersAndConsumers(page);
    }
    m_services.finish();
    each(QStringLiteral("flows"), [this](const CatalogPage &page) {
        const QString id = m_flowIds.take(page.id, QStringLiteral("flow"));
        m_flows.insert(id, flowOfPage(page, id, m_log));
    });
}

QString EventCatalogReader::domainOf(const CatalogPage &page) const
{
    for (QString folder = page.folder(); folder.contains(u'/'); folder = folder.left(folder.lastIndexOf(u'/'))) {
        if (const auto domain = m_domainFolders.constFind(folder); domain != m_domainFolders.constEnd())
            return *domain;
    }
    return m_domainOf.value(page.id);
}

void EventCatalogReader::keepOthers()
{
    for (const CatalogPage &page : std::as_const(m_pages)) {
        const bool isElement =
            page.collection == u"services" || page.collection == u"channels" || page.collection == u"flows";
        if (isMessage(page) || (isElement && !page.isOld))
            continue;
        m_log.kept(page.path, page.root().place());
        Json kept = Json::object();
        addText(kept, "path", page.path);
        addText(kept, "collection", page.collection);
        addText(kept, "id", page.id);
        addText(kept, "version", page.version);
        if (Json frontmatter = page.root().toJson(); !frontmatter.empty())
            addMember(kept, "frontmatter", std::move(frontmatter));
        addText(kept, "body", page.body);
        m_others.push_back(std::move(kept));
    }
}

void EventCatalogReader::reportFiles()
{
    QSet<QString> known = m_messages.usedFiles();
    for (const CatalogPage &page : std::as_const(m_pages))
        known.insert(page.path);
    known.insert(QLatin1String(ownFile));
    const QDir folder(QFileInfo(m_root).absoluteFilePath());
    QDirIterator files(folder.path(), QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = folder.relativeFilePath(files.next());
        if (!known.contains(path) && !path.contains(QLatin1String("node_modules/"))
            && !path.endsWith(QLatin1String(".md")) && !path.endsWith(QLatin1String(".mdx")))
            m_log.dropped(path, tr("it is neither a page nor the schema of a message."), {path, 1, 1, {}});
    }
}

Json EventCatalogReader::project() const
{
    Json project = Json::object();
    addMember(project, "weir", 1);
    addText(project, "title", QFileInfo(QDir(m_root).absolutePath()).fileName());
    if (!m_others.empty()) {
        Json kept = Json::object();
        addMember(kept, "pages", m_others);
        addMember(project, "x-eventcatalog", std::move(kept));
    }
    return project;
}

ElementDocuments EventCatalogReader::elements()
{
    ElementDocuments elements;
    elements.insert({Kind::Project, {}}, project());
    const auto add = [&elements](Kind kind, const QMap<QString, Json> &documents) {
        for (auto it = documents.cbegin(); it != documents.cend(); ++it)
            elements.insert({kind, it.key()}, it.value());
    };
    add(Kind::Event, m_messages.documents());
    add(Kind::Service, m_services.services());
    add(Kind::Channel, m_services.channels());
    add(Kind::Flow, m_flows);
    for (const Json &policy : m_policies.documents())
        elements.insert({Kind::Policy, memberText(policy, u"id")}, policy);
    return elements;
}

} // namespace

Result<EventCatalogImport> importEventCatalog(const QString &folder)
{
    return EventCatalogReader(folder).read();
}

} // namespace weir
