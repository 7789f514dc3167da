// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/typescript.h"

#include "core/schema/typescriptwriter.h"

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

QString typeScriptEventName(const QString &eventType)
{
    return typeScriptName(eventType) + u"Event"_s;
}

} // namespace weir
