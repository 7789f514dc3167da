// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/rules/lintof.h"

#include "core/model/sourcemap.h"
#include "core/rules/lint.h"

#include <nlohmann/json.hpp>

namespace weir::test {

Catalog catalogOf(QByteArray bundle)
{
    bundle.replace('\'', '"');
    Json json = Json::parse(bundle.toStdString());
    Catalog catalog;
    for (const Kind kind : allKinds) {
        const std::string name = kindName(kind).toStdString();
        if (kind == Kind::Project || !json.contains(name))
            continue;
        Json list = json.at(name);
        json.erase(name);
        if (kind == Kind::Approvals) {
            catalog.setDocument({kind, {}}, list);
            continue;
        }
        for (const Json &document : list)
            catalog.setDocument({kind, QString::fromStdString(document.at("id").get<std::string>())}, document);
    }
    json["weir"] = 1;
    catalog.setDocument({Kind::Project, {}}, json);
    return catalog;
}

Findings lintOf(const QByteArray &bundle, QDate today)
{
    return lint(catalogOf(bundle), SourceMap(), today);
}

QStringList rulesIn(const Findings &findings)
{
    QStringList rules;
    for (const Finding &finding : findings)
        rules.append(finding.rule);
    return rules;
}

Findings findingsOf(const Findings &findings, const QString &rule)
{
    Findings found;
    for (const Finding &finding : findings) {
        if (finding.rule == rule)
            found.append(finding);
    }
    return found;
}

} // namespace weir::test
