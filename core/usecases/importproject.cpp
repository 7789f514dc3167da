// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/importproject.h"

#include "core/interchange/asyncapiimport.h"

#include <QCoreApplication>
#include <QFile>

namespace weir {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("weir", text);
}

Result<AsyncApiRoles> rolesNamed(const QString &name)
{
    if (name.isEmpty() || name == QStringLiteral("spec"))
        return AsyncApiRoles::Specification;
    if (name == QStringLiteral("literal"))
        return AsyncApiRoles::Literal;
    return Error{
        tr("“%1” is no way to read roles.").arg(name), {}, tr("There are: %1.").arg(QStringLiteral("spec, literal"))};
}

} // namespace

QStringList importFormats()
{
    return {QStringLiteral("asyncapi")};
}

Result<ImportOutcome> importProject(const QString &file, const ImportOptions &options)
{
    if (!options.as.isEmpty() && !importFormats().contains(options.as))
        return Error{tr("“%1” is no format that can be imported.").arg(options.as),
                     {},
                     tr("There are: %1.").arg(importFormats().join(u", "))};
    const Result<AsyncApiRoles> roles = rolesNamed(options.roles);
    if (!roles)
        return roles.error();
    QFile readable(file);
    if (!readable.open(QIODevice::ReadOnly)) {
        Place place;
        place.file = file;
        return Error{tr("It could not be read: %1.").arg(readable.errorString()), place, {}};
    }
    readable.close();
    Result<AsyncApiImport> imported = importAsyncApi(file, {*roles, options.root});
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

} // namespace weir
