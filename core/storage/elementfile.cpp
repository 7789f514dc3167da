// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/elementfile.h"

#include "core/model/canonical.h"
#include "core/syntax/jsonpointer.h"
#include "core/syntax/jsonwriter.h"

#include <nlohmann/json.hpp>

#include <QCryptographicHash>
#include <QFile>

namespace weir {

using namespace Qt::StringLiterals;

QString markerFile()
{
    return u"catalog.weir"_s;
}

QString fileSuffix(Kind kind)
{
    if (kind == Kind::View)
        return u".view.json"_s;
    return kind == Kind::Doc ? u".md"_s : u".json"_s;
}

QString fileOf(const ElementRef &element)
{
    if (element.kind == Kind::Project)
        return markerFile();
    if (element.kind == Kind::Approvals)
        return u"approvals.json"_s;
    return element.path() + fileSuffix(element.kind);
}

Json documentFromFile(const ElementRef &element, Json content)
{
    if (element.kind != Kind::Schema)
        return content;
    Json document = Json::object();
    document["id"] = jsonOf(element.id);
    document["schema"] = std::move(content);
    return document;
}

QByteArray fileBytes(Kind kind, const Json &document, const NumberSpellings &spellings)
{
    if (kind == Kind::Doc)
        return memberText(document, u"text").toUtf8();
    if (kind == Kind::Schema) {
        const Json *schema = memberOf(document, u"schema");
        return writeJson(schema ? *schema : Json(), spellings);
    }
    return writeJson(canonicalDocument(kind, document), spellings);
}

void addPlaces(SourceMap &sources, const ElementRef &element, const QString &pointer, const Node &node)
{
    // As deep as the reader allowed (ReadLimits::depth).
    sources.add(element, pointer, node.line(), node.column());
    qsizetype index = 0;
    for (const Node child : node) {
        const QString below = node.isObject() ? pointerTo(pointer, child.key()) : pointerTo(pointer, index);
        addPlaces(sources, element, below, child);
        ++index;
    }
}

QByteArray digestOf(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
}

QByteArray digestOfFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha1);
    return hash.addData(&file) ? hash.result() : QByteArray();
}

} // namespace weir
