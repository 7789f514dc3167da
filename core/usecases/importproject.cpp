// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/importproject.h"

#include "core/base/json.h"
#include "core/base/translate.h"
#include "core/interchange/asyncapiimport.h"
#include "core/interchange/designmerge.h"
#include "core/interchange/eventcatalogimport.h"
#include "core/interchange/markdownimport.h"

#include <QFile>
#include <QFileInfo>

namespace weir {

namespace {

Result<AsyncApiRoles> rolesNamed(const QString &name)
{
    if (name.isEmpty() || name == QStringLiteral("spec"))
        return AsyncApiRoles::Specification;
    if (name == QStringLiteral("literal"))
        return AsyncApiRoles::Literal;
    return Error{
        tr("“%1” is no way to read roles.").arg(name), {}, tr("There are: %1.").arg(QStringLiteral("spec, literal"))};
}

/// The format of \a path, when nobody says which.
QString formatOf(const QString &path)
{
    if (QFileInfo(path).isDir())
        return QStringLiteral("eventcatalog");
    const bool isMarkdown = path.endsWith(QLatin1String(".md"), Qt::CaseInsensitive)
        || path.endsWith(QLatin1String(".markdown"), Qt::CaseInsensitive);
    return isMarkdown ? QStringLiteral("markdown") : QStringLiteral("asyncapi");
}

Result<QByteArray> bytesOf(const QString &path)
{
    QFile readable(path);
    if (readable.open(QIODevice::ReadOnly))
        return readable.readAll();
    Place place;
    place.file = path;
    return Error{tr("It could not be read: %1.").arg(readable.errorString()), place, {}};
}

Result<ImportOutcome> fromAsyncApi(const QString &path, const ImportOptions &options)
{
    const Result<AsyncApiRoles> roles = rolesNamed(options.roles);
    if (!roles)
        return roles.error();
    if (const Result<QByteArray> readable = bytesOf(path); !readable)
        return readable.error();
    Result<AsyncApiImport> imported = importAsyncApi(path, {*roles, options.root});
    if (!imported)
        return imported.error();
    const AsyncApiCounts counts = imported->counts;
    return ImportOutcome{std::move(imported->catalog),
                         std::move(imported->findings),
                         std::move(imported->losses),
                         counts.channels,
                         counts.operations,
                         counts.messages};
}

Result<ImportOutcome> fromEventCatalog(const QString &path)
{
    Result<EventCatalogImport> imported = importEventCatalog(path);
    if (!imported)
        return imported.error();
    const int channels = int(imported->catalog.channels().size()), messages = int(imported->catalog.events().size());
    return ImportOutcome{std::move(imported->catalog), std::move(imported->findings),
                         std::move(imported->losses),  channels,
                         imported->operations,         messages};
}

int operationsOf(const Catalog &catalog)
{
    qsizetype operations = 0;
    for (const Service &service : catalog.services())
        operations += service.sends.size() + service.receives.size();
    return int(operations);
}

Result<ImportOutcome> fromMarkdown(const QString &path)
{
    const Result<QByteArray> bytes = bytesOf(path);
    if (!bytes)
        return bytes.error();
    Result<MarkdownImport> imported = importCatalogMarkdown(*bytes, path);
    if (!imported)
        return imported.error();
    const Catalog &catalog = imported->catalog;
    const int channels = int(catalog.channels().size()), messages = int(catalog.events().size());
    const int operations = operationsOf(catalog);
    return ImportOutcome{std::move(imported->catalog),
                         std::move(imported->findings),
                         std::move(imported->losses),
                         channels,
                         operations,
                         messages};
}

/// Only documents of version 2 can be read in two ways.
bool hasTwoReadings(const Catalog &catalog)
{
    const Json &project = catalog.document({Kind::Project, {}}).get();
    const Json *kept = memberOf(project, u"x-asyncapi");
    return kept != nullptr && memberText(*kept, u"asyncapi").startsWith(u'2');
}

void addReadings(QList<RoleReading> &readings, const QString &file, const Catalog &catalog)
{
    const bool isAmbiguous = hasTwoReadings(catalog);
    const auto add = [&](const Service &service, const QString &channelId, const QString &message, bool sends) {
        const Channel *channel = catalog.channel(channelId);
        const QString address = channel == nullptr || channel->address.isEmpty() ? channelId : channel->address;
        readings += RoleReading{file, service.title(), address, message, sends, sends != isAmbiguous};
    };
    for (const Service &service : catalog.services()) {
        for (const Publication &publication : service.sends)
            add(service, publication.channel, publication.event, true);
        for (const Subscription &subscription : service.receives)
            add(service, subscription.channel, subscription.events.join(QLatin1String(", ")), false);
    }
}

int orphansUnder(const QStringList &paths, ImportOptions options, const QString &roles)
{
    options.roles = roles;
    const Result<ImportOutcome> outcome = importProjects(paths, options);
    const auto nowhere = [](const QString &) { return QString(); };
    return outcome ? int(orphansOf(outcome->catalog, nowhere).size()) : 0;
}

} // namespace

QStringList importFormats()
{
    return {QStringLiteral("asyncapi"), QStringLiteral("eventcatalog"), QStringLiteral("markdown")};
}

Result<ImportOutcome> importProject(const QString &path, const ImportOptions &options)
{
    const QString format = options.as.isEmpty() ? formatOf(path) : options.as;
    switch (importFormats().indexOf(format)) {
    case 0:
        return fromAsyncApi(path, options);
    case 1:
        return fromEventCatalog(path);
    case 2:
        return fromMarkdown(path);
    default:
        return Error{tr("“%1” is no format that can be imported.").arg(options.as),
                     {},
                     tr("There are: %1.").arg(importFormats().join(u", "))};
    }
}

Result<ImportOutcome> importProjects(const QStringList &paths, const ImportOptions &options)
{
    ImportOutcome whole;
    QList<NamedDesign> designs;
    for (const QString &path : paths) {
        Result<ImportOutcome> outcome = importProject(path, options);
        if (!outcome)
            return outcome.error();
        if (paths.size() == 1)
            return outcome;
        whole.findings += outcome->findings;
        whole.losses += outcome->losses;
        whole.operations += outcome->operations;
        designs += NamedDesign{path, std::move(outcome->catalog)};
    }
    if (designs.isEmpty())
        return Error{tr("There is nothing to import."), {}, {}};
    DesignMerge merged = mergedDesigns(designs);
    whole.catalog = std::move(merged.catalog);
    whole.findings += merged.findings;
    whole.channels = int(whole.catalog.channels().size());
    whole.messages = int(whole.catalog.events().size());
    return whole;
}

Result<RolesPreview> previewRoles(const QStringList &paths, const ImportOptions &options)
{
    RolesPreview preview;
    ImportOptions spec = options;
    spec.roles = QStringLiteral("spec");
    for (const QString &path : paths) {
        const Result<ImportOutcome> outcome = importProject(path, spec);
        if (!outcome)
            return outcome.error();
        addReadings(preview.operations, path, outcome->catalog);
    }
    preview.orphans = orphansUnder(paths, options, QStringLiteral("spec"));
    preview.literalOrphans = orphansUnder(paths, options, QStringLiteral("literal"));
    return preview;
}

} // namespace weir
