// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/schemafiles.h"

#include "core/base/translate.h"
#include "core/schema/typescriptreader.h"
#include "core/syntax/reader.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArray> bytesOf(const QString &path, QIODevice *standardInput)
{
    if (path == u"-" && standardInput)
        return standardInput->readAll();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{tr("%1 could not be read: %2").arg(path, file.errorString()), {}, {}};
    return file.readAll();
}

QString displayName(const QString &path)
{
    return path == u"-" ? tr("standard input") : path;
}

Result<SchemaDocument> documentFrom(QByteArrayView bytes, const QString &name)
{
    auto tree = readDocument(bytes, name);
    if (!tree)
        return tree.error();
    return SchemaDocument(std::make_shared<const Tree>(std::move(*tree)));
}

/// Finds documents below a folder, with references counting from \a base; absent: from where each document stands.
SchemaResolver resolverBelow(const QString &root, const std::optional<QString> &base)
{
    return [base, canonicalRoot = QFileInfo(root).canonicalFilePath()](const QString &uri) -> ResolvedDocument {
        if (canonicalRoot.isEmpty() || uri.contains(u"://") || uri.startsWith(u"urn:"))
            return {};
        const QString relative = QUrl::fromPercentEncoding(uri.toUtf8());
        const QString path = QFileInfo(QDir(canonicalRoot).filePath(relative)).canonicalFilePath();
        if (path.isEmpty() || !path.startsWith(canonicalRoot + u'/'))
            return {};
        const auto document = readDocumentFile(path);
        return {document ? *document : nullptr, base};
    };
}

/// The project that \a folder belongs to: the nearest folder with a catalog.weir; else \a folder.
QString projectRoot(const QString &folder)
{
    QDir dir(folder);
    do {
        if (dir.exists(u"catalog.weir"_s))
            return dir.path();
    } while (dir.cdUp());
    return folder;
}

std::optional<Dialect> dialectNamed(const QString &name)
{
    for (const Dialect dialect : {Dialect::Draft7, Dialect::Draft2019, Dialect::Draft2020}) {
        if (name == dialectName(dialect))
            return dialect;
    }
    return std::nullopt;
}

/// The schema of \a version in the file of an event type.
Result<SchemaDocument> versionOf(const SchemaDocument &event, const QString &version, const QString &path)
{
    for (const Node entry : event->root()[u"versions"]) {
        if (entry[u"version"].text() == version && entry[u"schema"].isValid())
            return documentOf(entry[u"schema"].toJson());
    }
    return Error{tr("%1 has no version %2 with a schema.").arg(path, version), event->root().place(),
                 tr("Behind “#” stands the version of an event type.")};
}

void forgetPositions(QList<Error> &errors, const QString &file)
{
    for (Error &error : errors)
        error.place = Place{file, 0, 0, error.place.pointer};
}

} // namespace

QStringList dialectNames()
{
    return {dialectName(Dialect::Draft7), dialectName(Dialect::Draft2019), dialectName(Dialect::Draft2020)};
}

Result<SchemaDocument> readDocumentFile(const QString &path, QIODevice *standardInput)
{
    const auto bytes = bytesOf(path, standardInput);
    if (!bytes)
        return bytes.error();
    return documentFrom(*bytes, displayName(path));
}

Result<SchemaCompilation> readSchemaFile(const QString &path, const SchemaFileOptions &options,
                                         QIODevice *standardInput)
{
    // A file may have a “#” in its name.
    const bool hasVersion = path.contains(u'#') && !QFileInfo::exists(path);
    const QString file = hasVersion ? path.section(u'#', 0, -2) : path;
    auto document = readDocumentFile(file, standardInput);
    if (!document)
        return document.error();
    if (hasVersion) {
        document = versionOf(*document, path.section(u'#', -1), file);
        if (!document)
            return document.error();
    }
    const QString folder = QFileInfo(file).path();
    // Schemas in an event's file refer from the project's root, others from where they stand.
    const QString natural = hasVersion ? projectRoot(folder) : folder;
    const QString root = options.root.isEmpty() ? natural : options.root;
    SchemaOptions compile;
    compile.dialect = dialectNamed(options.dialect).value_or(Dialect::Draft2020);
    compile.format = options.format;
    compile.resolver = resolverBelow(root, hasVersion ? std::optional<QString>(QString()) : std::nullopt);
    if (!hasVersion && file != u"-")
        compile.base = QDir(QFileInfo(root).canonicalFilePath()).relativeFilePath(QFileInfo(file).canonicalFilePath());
    SchemaCompilation compiled = compileSchema(*document, compile);
    if (hasVersion) {
        forgetPositions(compiled.errors, path);
        forgetPositions(compiled.warnings, path);
    }
    return compiled;
}

Result<QList<ValueDocument>> readValues(const QString &path, QIODevice *standardInput)
{
    const auto bytes = bytesOf(path, standardInput);
    if (!bytes)
        return bytes.error();
    const QString name = displayName(path);
    const bool hasLines = path.endsWith(u".ndjson") || path.endsWith(u".jsonl")
        || (path == u"-" && bytes->trimmed().contains('\n')
            && readJson(bytes->left(bytes->indexOf('\n')), name).isOk());
    if (!hasLines) {
        const auto document = documentFrom(*bytes, name);
        if (!document)
            return document.error();
        return QList<ValueDocument>{{*document}};
    }
    QList<ValueDocument> values;
    int line = 0;
    for (const QByteArray &text : bytes->split('\n')) {
        ++line;
        if (text.trimmed().isEmpty())
            continue;
        auto tree = readJson(text, name);
        if (!tree) {
            Error error = tree.error();
            error.place.line = line;
            return error;
        }
        values.append({std::make_shared<const Tree>(std::move(*tree)), line});
    }
    return values;
}

Result<Json> readTypeScriptFile(const QString &path, const QString &name)
{
    const auto bytes = bytesOf(path, nullptr);
    if (!bytes)
        return bytes.error();
    return schemaFromTypeScript(QString::fromUtf8(*bytes), path, name);
}

Findings violationFindings(const Validation &validation, int firstLine)
{
    Findings findings;
    for (const Violation &violation : validation.violations) {
        Finding finding;
        finding.rule = u"schema/"_s + violation.keyword;
        finding.severity = Severity::Error;
        finding.message = violation.message;
        const QString at = violation.schema.line > 0 && !violation.schema.file.isEmpty()
            ? u"%1:%2:%3"_s.arg(violation.schema.file).arg(violation.schema.line).arg(violation.schema.column)
            : violation.schema.file;
        finding.hint = tr("Value %1, schema %2 %3.")
                           .arg(u'#' + violation.instance.pointer, at, u'#' + violation.schema.pointer)
                           .simplified();
        finding.place = violation.instance;
        finding.place.line += firstLine - 1;
        findings.append(finding);
    }
    return findings;
}

Json evolutionJson(const SchemaEvolution &evolution)
{
    Json json = Json::object();
    json["$schema"] = "https://weir.dev/schema/1/evolution.json";
    json["tool"] = "weir";
    json["version"] = WEIR_VERSION;
    json["compatibility"] = compatibilityName(evolution.verdict).data();
    json["changes"] = Json::array();
    for (const SchemaChange &change : evolution.changes) {
        Json object = Json::object();
        object["rule"] = jsonOf(change.rule);
        object["pointer"] = jsonOf(change.pointer);
        object["in"] = change.isInOld ? "old" : "new";
        object["path"] = jsonOf(change.path);
        object["breaksBackward"] = change.breaksBackward;
        object["breaksForward"] = change.breaksForward;
        object["why"] = jsonOf(change.why);
        if (!change.fix.isEmpty())
            object["fix"] = jsonOf(change.fix);
        json["changes"].push_back(std::move(object));
    }
    return json;
}

Json inferenceJson(const SchemaInference &inference)
{
    Json json = Json::object();
    json["$schema"] = "https://weir.dev/schema/1/inference.json";
    json["tool"] = "weir";
    json["version"] = WEIR_VERSION;
    json["samples"] = inference.count();
    json["schema"] = inference.schema();
    json["members"] = Json::array();
    for (const InferredMember &member : inference.members()) {
        Json object = Json::object();
        object["path"] = jsonOf(member.path);
        object["seen"] = member.seen;
        object["of"] = member.of;
        for (const QString &type : member.types)
            object["types"].push_back(jsonOf(type));
        if (!member.format.isEmpty())
            object["format"] = jsonOf(member.format);
        for (const QString &value : member.values)
            object["values"].push_back(jsonOf(value));
        json["members"].push_back(std::move(object));
    }
    return json;
}

} // namespace weir
