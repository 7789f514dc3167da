// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/typescript.h"

#include "core/schema/schema.h"
#include "core/schema/schemagraph.h"
#include "core/schema/typescriptwriter.h"
#include "core/schema/uri.h"
#include "core/syntax/jsonpointer.h"

#include <nlohmann/json.hpp>

#include <map>

namespace weir {

using namespace Qt::StringLiterals;

QString typeScriptType(const Json &schema, const TypeScriptContext &context)
{
    return TypeScriptWriter(schema, context.lookup).write(context.indent);
}

QString typeScriptInterface(const QString &eventType, std::optional<int> version, const Json &schema,
                            const SchemaLookup &lookup)
{
    QString result = u"interface %1 extends DomainEvent {\n"_s.arg(typeScriptEventName(eventType));
    result += u"  type: "_s + typeScriptLiteral(eventType) + u";\n"_s;
    if (version)
        result += u"  version: %1;\n"_s.arg(*version);
    return result + u"  data: "_s + TypeScriptWriter(schema, lookup).write(2) + u";\n}"_s;
}

QString typeScriptEvent(const QString &eventType, int version, const Json &schema, const SchemaLookup &lookup)
{
    return u"{\n  id: string;\n  type: "_s + typeScriptLiteral(eventType) + u";\n  version: %1;\n"_s.arg(version)
        + u"  timestamp: Date;\n  data: "_s + TypeScriptWriter(schema, lookup).write(2) + u"\n}"_s;
}

QString typeScriptDeclaration(const QString &name, const Schema &schema)
{
    const SchemaGraph &graph = schema.graph();
    const Node root = graph.schemas.front().source;
    const QString base = graph.resources[graph.schemas.front().resource].uri;
    std::map<QString, Json> found; // Its values stay where they are.
    const SchemaLookup lookup = [&](const QString &reference) -> const Json * {
        const QString whole = resolvedUri(base, reference);
        if (const auto known = found.find(whole); known != found.end())
            return &known->second;
        for (const SchemaGraph::Resource &resource : graph.resources) {
            if (resource.uri != withoutFragment(whole))
                continue;
            Node node = resource.root;
            const auto tokens = pointerTokens(whole.section(u'#', 1));
            for (const QString &token : tokens ? *tokens : QStringList())
                node = node.isArray() ? node.at(token.toInt()) : node[token];
            return node.isValid() ? &found.emplace(whole, node.toJson()).first->second : nullptr;
        }
        return nullptr;
    };
    const Json value = root.toJson();
    const QString type = TypeScriptWriter(value, lookup).write(0);
    if (type.startsWith(u'{'))
        return u"interface %1 %2\n"_s.arg(typeScriptName(name), type);
    return u"type %1 = %2;\n"_s.arg(typeScriptName(name), type);
}

QString typeScriptEventName(const QString &eventType)
{
    return typeScriptName(eventType) + u"Event"_s;
}

} // namespace weir
