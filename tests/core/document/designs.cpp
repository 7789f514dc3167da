// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/document/designs.h"

#include <nlohmann/json.hpp>

#include <QDirIterator>
#include <QFile>

#include <stdexcept>

namespace weir::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error(qPrintable(u"cannot read "_s + path));
    return file.readAll();
}

void add(Catalog &catalog, const ElementRef &element, const Json &document)
{
    const Findings findings = catalog.setDocument(element, document);
    if (!findings.isEmpty())
        throw std::runtime_error(
            qPrintable(element.path() + findings.first().place.pointer + u": "_s + findings.first().message));
}

} // namespace

Catalog designOf(const Json &bundle)
{
    Catalog catalog;
    Json project = bundle;
    for (const Kind kind : allKinds)
        project.erase(kindName(kind).toStdString());
    add(catalog, {Kind::Project, {}}, project);
    for (const Kind kind : allKinds) {
        const Json *list = kind == Kind::Project ? nullptr : memberOf(bundle, kindName(kind));
        if (!list)
            continue;
        if (kind == Kind::Approvals) {
            add(catalog, {kind, {}}, *list);
            continue;
        }
        for (const Json &document : *list)
            add(catalog, {kind, memberText(document, u"id")}, document);
    }
    return catalog;
}

Catalog bundledDesign(const QString &file)
{
    return designOf(Json::parse(contents(QStringLiteral(WEIR_TEST_DATA "/document/") + file).toStdString()));
}

Catalog exampleDesign(const QString &name)
{
    const QString root = QStringLiteral(WEIR_RESOURCES "/examples/") + name;
    Catalog catalog;
    add(catalog, {Kind::Project, {}}, Json::parse(contents(root + u"/catalog.weir"_s).toStdString()));
    for (const Kind kind : allKinds) {
        QDirIterator files(root + u'/' + kindName(kind), {u"*.json"_s, u"*.md"_s}, QDir::Files);
        while (kind != Kind::Project && kind != Kind::Approvals && files.hasNext()) {
            const QString path = files.next();
            const QString id = files.fileInfo().completeBaseName();
            if (kind == Kind::Doc)
                add(catalog, {kind, id}, Json{{"id", id.toStdString()}, {"text", contents(path).toStdString()}});
            else
                add(catalog, {kind, id}, Json::parse(contents(path).toStdString()));
        }
    }
    return catalog;
}

} // namespace weir::test
