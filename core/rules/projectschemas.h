// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"
#include "core/model/sharedschema.h"
#include "core/schema/schema.h"

#include <QHash>

#include <unordered_map>

namespace weir {

/// Compiles the schemas of a project, each of them once: `$ref`s count from its root and find its shared schemas.
class ProjectSchemas
{
public:
    /// \a catalog must outlive it and stay as it is.
    explicit ProjectSchemas(const Catalog &catalog) : m_catalog(catalog) {}

    /// \a schema has to be one that the catalog holds. References that lead nowhere are warnings of the compilation and
    /// restrict nothing.
    const SchemaCompilation &compile(const Json &schema);

private:
    ResolvedDocument resolve(const QString &uri);

    const Catalog &m_catalog;
    QHash<QString, SchemaDocument> m_shared;
    std::unordered_map<const Json *, SchemaCompilation> m_compiled; ///< By the value in the catalog.
};

} // namespace weir
