// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/asyncapiimport.h"

#include "core/interchange/asyncapireader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace weir {

namespace {

/// The folder that references may not leave when the user names none.
QString defaultRoot(const QString &file)
{
    const QFileInfo document(file);
    if (!document.exists())
        return document.path();
    QString folder = QFileInfo(document.canonicalFilePath()).path();
    for (QDir dir(folder); !dir.isRoot(); dir.setPath(QFileInfo(dir.path()).path())) {
        if (dir.exists(QStringLiteral(".git")))
            return dir.path();
    }
    return folder;
}

Error unsupported(const Node &version)
{
    return Error{QCoreApplication::translate("weir", "AsyncAPI “%1” cannot be imported.").arg(version.text()),
                 version.place(), QCoreApplication::translate("weir", "The versions 2.0 to 2.6, 3.0 and 3.1 can.")};
}

/// The major version; an error when the document is none of AsyncAPI or of a version not known.
Result<int> majorOf(const Located &document)
{
    const Node version = document.node[u"asyncapi"];
    if (!version.isValid()) {
        const Place place = document.isValid() ? document.node.place() : Place();
        return Error{QCoreApplication::translate("weir", "This is no AsyncAPI document: it has no member “asyncapi”."),
                     place,
                     {}};
    }
    static const QRegularExpression known(QStringLiteral("^(?:2\\.[0-6]|3\\.[01])(?:\\.[0-9]+)?$"));
    if (!known.match(version.text()).hasMatch())
        return unsupported(version);
    return version.text().startsWith(u'2') ? 2 : 3;
}

Result<AsyncApiImport> readDesign(const Result<Located> &document, ReferenceFiles &files, ImportLog &log,
                                  AsyncApiRoles roles)
{
    if (!document)
        return document.error();
    const auto major = majorOf(*document);
    if (!major)
        return major.error();
    SchemaCollector schemas(files);
    ImportContext context{files, log, schemas, *major};
    return AsyncApiReader(*document, context, roles).read();
}

} // namespace

Result<AsyncApiImport> importAsyncApi(const QString &file, const AsyncApiOptions &options)
{
    ImportLog log;
    ReferenceFiles files(options.root.isEmpty() ? defaultRoot(file) : options.root, log);
    return readDesign(files.open(file), files, log, options.roles);
}

Result<AsyncApiImport> importAsyncApi(QByteArrayView bytes, const QString &name, const AsyncApiOptions &options)
{
    ImportLog log;
    ReferenceFiles files(QString(), log);
    return readDesign(files.read(bytes, name), files, log, options.roles);
}

} // namespace weir
