// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/interchange/referencefiles.h"
#include "core/interchange/slug.h"

#include <nlohmann/json.hpp>

#include <QHash>
#include <QList>
#include <QSet>

namespace weir {

/// A JSON Schema that several payloads refer to.
struct CollectedSchema
{
    QString id;
    Json schema;
};

/// Copies values out of a document so that they stand on their own: schemas keep their references, to shared schemas of
/// the project; everything else gets what it referred to.
class SchemaCollector
{
public:
    explicit SchemaCollector(ReferenceFiles &files) : m_files(files) {}

    /// The schema at \a value; each local `$ref` in it becomes `schemas/<id>.json`.
    Json schema(const Located &value);
    /// The value with every local `$ref` replaced by what it names; circles and remote ones stay references.
    Json inlined(const Located &value);
    /// Makes \a value a shared schema called after \a name, unless it is one.
    QString share(const Located &value, const QString &name);
    /// All shared schemas, those that others of them refer to included.
    QList<CollectedSchema> takeShared();

private:
    enum class Place { Schema, MapOfSchemas };

    Json copied(const Located &value, Place place);
    Json reference(const Located &value);
    Json referredMap(const Located &value);
    QString nameOf(const Located &value) const;

    ReferenceFiles &m_files;
    SlugSet m_ids;
    QHash<quint64, QString> m_idOf;
    QList<QPair<QString, Located>> m_waiting;
    QSet<quint64> m_inlining;
    int m_inlined = 0;
};

/// Whether payloads of the schema format \a format (a media type; empty is the default) are JSON Schema.
bool isJsonSchemaFormat(const QString &format);

} // namespace weir
