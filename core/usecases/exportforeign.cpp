// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/exportforeign.h"

#include "core/base/translate.h"
#include "core/interchange/asyncapiexport.h"
#include "core/interchange/eventcatalogexport.h"
#include "core/model/catalog.h"
#include "core/syntax/jsonwriter.h"
#include "core/syntax/yamlwriter.h"
#include "core/usecases/exportproject.h"

#include <QDir>
#include <QFileInfo>

namespace weir {

namespace {

Result<ForeignExport> asyncApi(const Catalog &catalog, const ForeignExportOptions &options)
{
    const Result<AsyncApiExport> exported = exportAsyncApi(catalog, options.service);
    if (!exported)
        return exported.error();
    const bool isYaml = options.path.endsWith(QLatin1String(".yaml"), Qt::CaseInsensitive)
        || options.path.endsWith(QLatin1String(".yml"), Qt::CaseInsensitive);
    const Json &document = exported->document.get();
    return ForeignExport{{{QString(), isYaml ? writeYaml(document) : writeJson(document)}}, exported->losses};
}

} // namespace

QStringList foreignFormats()
{
    return {QStringLiteral("asyncapi"), QStringLiteral("eventcatalog")};
}

Result<ForeignExport> exportForeign(const Catalog &catalog, const ForeignExportOptions &options)
{
    if (options.format == QStringLiteral("asyncapi"))
        return asyncApi(catalog, options);
    if (options.format == QStringLiteral("eventcatalog")) {
        Result<EventCatalogExport> exported = exportEventCatalog(catalog);
        if (!exported)
            return exported.error();
        return ForeignExport{std::move(exported->files), std::move(exported->losses)};
    }
    return Error{tr("“%1” is no format that can be exported.").arg(options.format),
                 {},
                 tr("There are: %1.").arg(foreignFormats().join(u", "))};
}

bool isFolder(const ForeignExport &exported)
{
    return !exported.files.contains(QString());
}

Result<void> writeFolder(const ForeignExport &exported, const QString &folder)
{
    const QDir target(folder);
    if (target.exists() && !target.isEmpty())
        return Error{tr("The folder %1 is not empty.").arg(folder), {}, tr("Name a new or empty folder.")};
    for (auto it = exported.files.cbegin(); it != exported.files.cend(); ++it) {
        const QString path = target.filePath(it.key());
        if (!QDir().mkpath(QFileInfo(path).path()))
            return Error{tr("The folder %1 could not be made.").arg(QFileInfo(path).path()), {}, {}};
        Result<void> written = writeExport(it.value(), path);
        if (!written)
            return written;
    }
    return {};
}

} // namespace weir
