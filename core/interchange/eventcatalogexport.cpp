// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/eventcatalogexport.h"

#include "core/base/translate.h"
#include "core/interchange/catalogpages.h"
#include "core/interchange/eventcatalogimport.h"
#include "core/interchange/flowpagewriter.h"
#include "core/interchange/owndetails.h"
#include "core/interchange/slug.h"
#include "core/interchange/traitedobject.h"
#include "core/syntax/jsonwriter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace weir {

namespace {

/// Whether EventCatalog reads the page at \a path as a user or team, whatever is in it (`users/*.(md|mdx)`).
bool isTakenForPerson(const QString &path)
{
    const bool isPage = path.endsWith(QLatin1String(".md")) || path.endsWith(QLatin1String(".mdx"));
    return isPage && path.count(u'/') == 1
        && (path.startsWith(QLatin1String("users/")) || path.startsWith(QLatin1String("teams/")));
}

/// Pages that an import kept word for word: domains, teams, documents, …
void addKeptPages(const Catalog &catalog, PageWriter &pages)
{
    const Json *list = memberOf(pageKept(catalog.document({Kind::Project, {}}).get()), u"pages");
    if (list == nullptr || !list->is_array())
        return;
    for (const Json &page : *list) {
        const QString collection = memberText(page, u"collection"), id = memberText(page, u"id");
        Json frontmatter = Json::object();
        const Json *front = memberOf(page, u"frontmatter");
        const bool isResource = isCatalogCollection(collection);
        if (isResource) {
            addText(frontmatter, "id", id);
            const QString name = front != nullptr ? memberText(*front, u"name") : QString();
            addText(frontmatter, "name", name.isEmpty() ? id : name);
            const QString version = memberText(page, u"version");
            if (collection != u"users" && collection != u"teams")
                addText(frontmatter, "version", version.isEmpty() ? QStringLiteral("1.0.0") : version);
        }
        if (front != nullptr)
            pages.addKept(frontmatter, *front, collection);
        const QString path = QDir::cleanPath(memberText(page, u"path"));
        if (!isResource && isTakenForPerson(path)) {
            pages.log().own(
                tr("The page “%1” is left out: EventCatalog takes every page there for a person or team.").arg(path),
                {});
            continue;
        }
        const bool isInside = !path.isEmpty() && !QDir::isAbsolutePath(path) && !path.startsWith(QLatin1String(".."));
        if (isInside && !pages.contains(path))
            pages.addFile(path, pageBytes(frontmatter, memberText(page, u"body")));
    }
}

/// Domains that services name and no kept page describes.
void addDomains(const Catalog &catalog, const ServicePageWriter &services, PageWriter &pages)
{
    QMap<QString, Json> domains;
    for (const Service &service : catalog.services()) {
        const bool isKept = pageKept(catalog.document({Kind::Service, service.id}).get()).contains("folder");
        if (service.domain.isEmpty() || slugOf(service.domain).isEmpty() || isKept)
            continue;
        Json &frontmatter = domains[service.domain];
        if (frontmatter.is_null()) {
            frontmatter = Json::object();
            addText(frontmatter, "id", service.domain);
            addText(frontmatter, "name", service.domain);
            addText(frontmatter, "version", QStringLiteral("1.0.0"));
            addMember(frontmatter, "services", Json::array());
        }
        Json pointer = Json::object();
        addText(pointer, "id", services.idOf(service.id));
        frontmatter["services"].push_back(std::move(pointer));
    }
    for (auto it = domains.cbegin(); it != domains.cend(); ++it)
        pages.addPage(QStringLiteral("domains/") + slugOf(it.key()), it.value(), {});
}

Result<void> writeFiles(const QMap<QString, QByteArray> &files, const QDir &folder)
{
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
        const QString path = folder.filePath(it.key());
        QFile file(path);
        if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly)
            || file.write(it.value()) != it.value().size())
            return Error{tr("%1 could not be written: %2.").arg(path, file.errorString()), {}, {}};
    }
    return {};
}

/// What the files do not say of \a catalog; null when they say everything.
Result<Json> detailsOf(const Catalog &catalog, const QMap<QString, QByteArray> &files)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return Error{tr("No temporary folder could be made: %1.").arg(folder.errorString()), {}, {}};
    if (const Result<void> written = writeFiles(files, QDir(folder.path())); !written)
        return written.error();
    ElementDocuments foreign;
    // Without any page there is nothing to import, and everything is a detail.
    if (const auto import = importEventCatalog(folder.path())) {
        for (const ElementRef &element : import->catalog.elements())
            foreign.insert(element, import->catalog.document(element).get());
    }
    // The title is the folder's name, which nobody knows yet.
    if (Json &project = foreign[{Kind::Project, {}}]; project.is_object())
        project["title"] = nullptr;
    ElementDocuments own;
    for (const ElementRef &element : catalog.elements())
        own.insert(element, catalog.document(element).get());
    return detailsBeyond(foreign, own);
}

} // namespace

Result<EventCatalogExport> exportEventCatalog(const Catalog &catalog)
{
    ExportLog log;
    PageWriter pages(log);
    const CatalogIndex index(catalog);
    MessagePageWriter messages(index, pages);
    messages.addAll();
    ServicePageWriter services(index, messages, pages, log);
    services.addChannels();
    services.addServices();
    FlowPageWriter(catalog, services, pages, log).addAll();
    addKeptPages(catalog, pages);
    addDomains(catalog, services, pages);

    const Result<Json> details = detailsOf(catalog, pages.files());
    if (!details)
        return details.error();
    if (!details->is_null()) {
        Json own = Json::object();
        addMember(own, "x-weir", *details);
        pages.addFile(QStringLiteral("weir.json"), writeJson(own));
    }
    log.ownKinds(catalog, QStringLiteral("weir.json"), FlowsAre::Written);
    return EventCatalogExport{pages.files(), log.findings()};
}

} // namespace weir
