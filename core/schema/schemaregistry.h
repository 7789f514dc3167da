// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/schema/schemaoptions.h"

#include <QCoreApplication>
#include <QHash>

#include <unordered_map>
#include <vector>

namespace weir {

/// A schema with its own address (JSON Schema: schema resource).
struct SchemaResource
{
    Node root;
    QString uri; ///< What references in it count from; no fragment.
    quint32 document = 0;
    Dialect dialect = Dialect::Draft2020;
    bool validates = true;      ///< Its dialect has the validation vocabulary.
    bool assertsFormat = false; ///< Its dialect has the format-assertion vocabulary.
    QHash<QByteArray, Node> anchors;
    QHash<QByteArray, Node> dynamicAnchors; ///< `$recursiveAnchor` has an empty name.
};

/// A schema found by a reference.
struct SchemaTarget
{
    Node node;
    quint32 resource = 0;
};

/// All documents that a schema reaches, with the addresses and anchors in them.
class SchemaRegistry
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit SchemaRegistry(const SchemaOptions &options) : m_options(options) {}

    /// Adds \a document under \a address, with references counting from \a base, and gives the resource of its root. An
    /// error when its `$schema` is not understood.
    Result<quint32> add(const SchemaDocument &document, const QString &address, const QString &base, Dialect dialect);

    /// What \a reference in \a resource names, loading documents as needed.
    Result<SchemaTarget> resolve(quint32 resource, const QString &reference);

    /// The resource that \a node of the resource's document belongs to, which is \a around when it is no other's.
    quint32 resourceOf(const Node &node, quint32 around) const;

    const SchemaResource &resource(quint32 index) const { return m_resources[index]; }
    const std::vector<SchemaResource> &resources() const { return m_resources; }
    const std::vector<SchemaDocument> &documents() const { return m_documents; }

private:
    struct Traits
    {
        Dialect dialect = Dialect::Draft2020;
        bool validates = true;
        bool assertsFormat = false;
    };
    using Owners = std::unordered_map<quint32, quint32>; ///< Node number -> resource.

    Result<Traits> traitsOf(const QString &metaschema);
    Result<quint32> load(const QString &uri, Dialect dialect);
    Result<SchemaTarget> atPointer(quint32 resource, const QString &pointer);
    Result<void> scan(const Node &schema, quint32 resource);
    Result<quint32> enter(const Node &schema, quint32 around);
    Result<quint32> openResource(const Node &schema, quint32 around, const QString &uri);
    Result<void> scanMembers(const Node &schema, quint32 resource);
    Result<void> scanChildren(const Node &list, quint32 resource);

    SchemaOptions m_options;
    std::vector<SchemaDocument> m_documents;
    std::vector<SchemaResource> m_resources;
    std::vector<Owners> m_owners; ///< One for each document.
    QHash<QString, quint32> m_byUri;
    QHash<QString, Traits> m_traits; ///< Of metaschemas that are not built in.
    int m_metaschemaDepth = 0;
};

} // namespace weir
