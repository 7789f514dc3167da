// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/projectschemas.h"

namespace weir {

using namespace Qt::StringLiterals;

const SchemaCompilation &ProjectSchemas::compile(const Json &schema)
{
    if (const auto found = m_compiled.find(&schema); found != m_compiled.end())
        return found->second;
    SchemaOptions options;
    options.unresolved = UnresolvedReference::AcceptsAnything;
    options.resolver = [this](const QString &uri) { return resolve(uri); };
    return m_compiled.emplace(&schema, compileSchema(schema, options)).first->second;
}

ResolvedDocument ProjectSchemas::resolve(const QString &uri)
{
    const QString id = sharedSchemaOf(uri);
    const SharedSchema *shared = id.isEmpty() ? nullptr : m_catalog.schema(id);
    if (!shared)
        return {};
    SchemaDocument &document = m_shared[id];
    if (!document) {
        if (Result<SchemaDocument> read = documentOf(shared->schema.get()))
            document = *read;
    }
    return {document, QString()};
}

} // namespace weir
