// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/pagekept.h"

#include "core/interchange/traitedobject.h"

#include <nlohmann/json.hpp>

namespace weir {

Json keptOfPage(const CatalogPage &page, const QSet<QString> &handled, const QString &slug, ImportLog &log)
{
    Json kept = Json::object();
    addText(kept, "folder", page.folder());
    if (page.id != slug)
        addText(kept, "id", page.id);
    addText(kept, "version", page.version);
    Json frontmatter = Json::object();
    for (const Node member : page.root()) {
        const QString key = member.key();
        if (key == u"id" || key == u"version" || handled.contains(key))
            continue;
        log.kept(key, member.keyPlace());
        addMember(frontmatter, key.toUtf8().constData(), member.toJson());
    }
    if (!frontmatter.empty())
        addMember(kept, "frontmatter", std::move(frontmatter));
    addText(kept, "body", page.body);
    return kept;
}

CatalogPointer catalogPointer(const Node &node)
{
    if (!node.isObject())
        return {node.text(), {}};
    const QString version = node[u"version"].text();
    return {node[u"id"].text(), version == u"latest" ? QString() : version};
}

} // namespace weir
