// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"
#include "core/schema/schema.h"

#include <QHash>

namespace weir {

/// The id of the shared schema that \a reference names (`schemas/address.json#/definitions/street`); empty when it names
/// none of the project's files.
QString sharedSchemaOf(const QString &reference);

/// Compiles the schemas of a project: `$ref`s count from its root and find its shared schemas.
class ProjectSchemas
{
public:
    /// \a catalog must outlive it.
    explicit ProjectSchemas(const Catalog &catalog) : m_catalog(catalog) {}

    /// References that lead nowhere are warnings of the compilation and restrict nothing.
    SchemaCompilation compile(const Json &schema);

private:
    ResolvedDocument resolve(const QString &uri);

    const Catalog &m_catalog;
    QHash<QString, SchemaDocument> m_shared;
};

} // namespace weir
