// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/versionupgrade.h"

#include "core/syntax/jsonpointer.h"

#include <QCoreApplication>

namespace weir {

namespace {

void addServer(Json &servers, const Located &server, const QString &name, ImportContext &context)
{
    Json upgraded = Json::object();
    const QString url = server.node[u"url"].text();
    const qsizetype scheme = url.indexOf(u"://");
    const QString rest = scheme < 0 ? url : url.sliced(scheme + 3);
    const qsizetype slash = rest.indexOf(u'/');
    addText(upgraded, "host", slash < 0 ? rest : rest.first(slash));
    addText(upgraded, "pathname", slash < 0 || slash + 1 == rest.size() ? QString() : rest.sliced(slash));
    for (const Node member : server.node) {
        const QString key = member.key();
        const Located value{member, server.file};
        if (key == u"security")
            addMember(upgraded, "security", upgradedSecurity(value, context));
        else if (key != u"url")
            addMember(upgraded, key.toUtf8().constData(), context.schemas.inlined(value));
    }
    addMember(servers, name.toUtf8().constData(), std::move(upgraded));
}

} // namespace

Json upgradedServers(const Located &servers, ImportContext &context)
{
    if (!servers.node.isObject())
        return context.schemas.inlined(servers);
    Json upgraded = Json::object();
    for (const Node member : servers.node) {
        const Located server = context.files.nearest({member, servers.file});
        if (!server.isValid())
            continue;
        if (server.node.isObject()) {
            addServer(upgraded, server, member.key(), context);
            continue;
        }
        context.log.error(QCoreApplication::translate("weir", "The server “%1” is no object.").arg(member.key()),
                          member.place());
        addMember(upgraded, member.key().toUtf8().constData(), context.schemas.inlined(server));
    }
    return upgraded;
}

Json upgradedSecurity(const Located &requirements, ImportContext &context)
{
    Json schemes = Json::array();
    for (const Node requirement : requirements.node) {
        for (const Node member : requirement) {
            const Located scheme = context.files.resolved(context.securitySchemes[member.key()]);
            if (!scheme.isValid()) {
                context.log.dropped(member.key(),
                                    QCoreApplication::translate("weir", "no security scheme is called so."),
                                    member.place());
                continue;
            }
            Json upgraded = upgradedScheme(scheme, context);
            if (member.size() > 0 && upgraded.is_object())
                addMember(upgraded, "scopes", member.toJson());
            schemes.push_back(std::move(upgraded));
        }
    }
    return schemes;
}

Json upgradedScheme(const Located &scheme, ImportContext &context)
{
    Json upgraded = context.schemas.inlined(scheme);
    const Json *flows = memberOf(upgraded, u"flows");
    if (flows == nullptr || !flows->is_object() || context.major >= 3)
        return upgraded;
    Json renamed = Json::object();
    for (const auto &[name, flow] : flows->items()) {
        Json copy = flow.is_object() ? Json::object() : flow;
        if (flow.is_object()) {
            for (const auto &[key, value] : flow.items())
                addMember(copy, key == "scopes" ? "availableScopes" : key.c_str(), value);
        }
        addMember(renamed, name.c_str(), std::move(copy));
    }
    upgraded["flows"] = std::move(renamed);
    return upgraded;
}

Json serverNames(const Located &servers, ImportContext &context)
{
    Json names = Json::array();
    for (const Node server : servers.node) {
        const Node reference = server[u"$ref"];
        if (reference.isString()) {
            const auto tokens = pointerTokens(reference.text().section(u'#', 1));
            names.push_back(jsonOf(tokens && !tokens->isEmpty() ? tokens->last() : reference.text()));
            context.files.resolved({server, servers.file}); // Complains where it leads nowhere.
        } else if (server.isString()) {
            names.push_back(jsonOf(server.text()));
        } else {
            context.log.error(QCoreApplication::translate("weir", "A server of a channel is named by a reference."),
                              server.place());
        }
    }
    return names;
}

} // namespace weir
