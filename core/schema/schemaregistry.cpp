// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schemaregistry.h"

#include "core/schema/metaschemas.h"
#include "core/schema/uri.h"
#include "core/syntax/jsonpointer.h"

#include <QCoreApplication>
#include <QUrl>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxMetaschemas = 8; ///< A metaschema described by a metaschema, and so on.

/// Before 2019-09 what stands beside a `$ref` does not count (draft-07 core §8.3).
bool isOnlyReference(const Node &schema, Dialect dialect)
{
    return dialect == Dialect::Draft7 && schema.member("$ref").isString();
}

} // namespace

Result<quint32> SchemaRegistry::add(const SchemaDocument &document, const QString &address, const QString &base,
                                    Dialect dialect)
{
    SchemaResource resource;
    resource.root = document->root();
    resource.uri = withoutFragment(base);
    resource.document = quint32(m_documents.size());
    resource.dialect = dialect;
    m_documents.push_back(document);
    m_owners.emplace_back();
    const auto index = quint32(m_resources.size());
    m_byUri.insert(withoutFragment(address), index);
    m_resources.push_back(std::move(resource));
    // The root has an owner from the start, so that its own $id makes it no second resource.
    const Node root = document->root();
    if (const Node schema = root.member("$schema"); schema.isString()) {
        const auto traits = traitsOf(schema.text());
        if (!traits) {
            Error error = traits.error();
            error.place = schema.place();
            return error;
        }
        m_resources[index].dialect = traits->dialect;
        m_resources[index].validates = traits->validates;
        m_resources[index].assertsFormat = traits->assertsFormat;
    }
    m_owners[m_resources[index].document][root.number()] = index;
    if (const Node id = root.member("$id"); id.isString() && !isOnlyReference(root, m_resources[index].dialect)) {
        const QString own = withoutFragment(resolvedUri(m_resources[index].uri, id.text()));
        m_resources[index].uri = own;
        m_byUri.insert(own, index);
    }
    const auto scanned = scan(root, index);
    return scanned ? Result<quint32>(index) : Result<quint32>(scanned.error());
}

Result<SchemaRegistry::Traits> SchemaRegistry::traitsOf(const QString &metaschema)
{
    if (const auto dialect = dialectOf(metaschema))
        return Traits{*dialect};
    const QString uri = withoutFragment(metaschema);
    if (const auto known = m_traits.constFind(uri); known != m_traits.cend())
        return *known;
    const Error unknown{tr("The dialect “%1” is not known.").arg(metaschema),
                        {},
                        tr("Weir reads draft-07, 2019-09 and 2020-12; name one of them in “$schema”.")};
    if (m_metaschemaDepth >= maxMetaschemas || !m_options.resolver)
        return unknown;
    ++m_metaschemaDepth;
    const ResolvedDocument found = m_options.resolver(uri);
    const Node root = found.tree ? found.tree->root() : Node();
    const Node parent = root.member("$schema");
    Result<Traits> traits = parent.isString() && parent.text() != metaschema ? traitsOf(parent.text()) : unknown;
    --m_metaschemaDepth;
    if (!traits)
        return unknown;
    if (const Node vocabularies = root.member("$vocabulary"); vocabularies.isObject()) {
        const auto has = [&](QLatin1String name) {
            const QString prefix = traits->dialect == Dialect::Draft2019 ? u"2019-09"_s : u"2020-12"_s;
            return vocabularies[u"https://json-schema.org/draft/%1/vocab/%2"_s.arg(prefix, name)].isValid();
        };
        traits->validates = has("validation"_L1);
        traits->assertsFormat = has("format-assertion"_L1);
    }
    m_traits.insert(uri, *traits);
    return traits;
}

Result<void> SchemaRegistry::scan(const Node &schema, quint32 resource)
{
    if (!schema.isObject())
        return {};
    const auto entered = enter(schema, resource);
    if (!entered)
        return entered.error();
    return scanMembers(schema, *entered);
}

Result<quint32> SchemaRegistry::enter(const Node &schema, quint32 around)
{
    Owners &owners = m_owners[m_resources[around].document];
    const Dialect dialect = m_resources[around].dialect;
    quint32 owner = around;
    if (const auto known = owners.find(schema.number()); known != owners.end()) {
        owner = known->second;
    } else if (!isOnlyReference(schema, dialect)) {
        const Node id = schema.member("$id");
        const QString text = id.isString() ? id.text() : QString();
        if (!text.isEmpty() && !text.startsWith(u'#')) {
            const auto opened = openResource(schema, around, text);
            if (!opened)
                return opened.error();
            owner = *opened;
        }
    }
    m_owners[m_resources[around].document][schema.number()] = owner;
    SchemaResource &resource = m_resources[owner];
    if (resource.dialect == Dialect::Draft7) {
        if (const Node id = schema.member("$id"); id.isString() && !isOnlyReference(schema, dialect)) {
            const QString fragment = splitUri(id.text()).fragment;
            if (!fragment.isEmpty() && !fragment.startsWith(u'/'))
                resource.anchors.insert(fragment.toUtf8(), schema);
        }
        return owner;
    }
    if (const Node anchor = schema.member("$anchor"); anchor.isString())
        resource.anchors.insert(anchor.bytes().toByteArray(), schema);
    if (const Node anchor = schema.member("$dynamicAnchor"); anchor.isString())
        resource.dynamicAnchors.insert(anchor.bytes().toByteArray(), schema);
    if (resource.dialect == Dialect::Draft2019 && schema.member("$recursiveAnchor").toBool())
        resource.dynamicAnchors.insert(QByteArray(), schema);
    return owner;
}

Result<quint32> SchemaRegistry::openResource(const Node &schema, quint32 around, const QString &uri)
{
    SchemaResource resource = m_resources[around];
    resource.root = schema;
    resource.uri = withoutFragment(resolvedUri(resource.uri, uri));
    resource.anchors.clear();
    resource.dynamicAnchors.clear();
    if (const Node dialect = schema.member("$schema"); dialect.isString()) {
        const auto traits = traitsOf(dialect.text());
        if (!traits) {
            Error error = traits.error();
            error.place = dialect.place();
            return error;
        }
        resource.dialect = traits->dialect;
        resource.validates = traits->validates;
        resource.assertsFormat = traits->assertsFormat;
    }
    const auto index = quint32(m_resources.size());
    if (!m_byUri.contains(resource.uri))
        m_byUri.insert(resource.uri, index);
    m_resources.push_back(std::move(resource));
    return index;
}

Result<void> SchemaRegistry::scanMembers(const Node &schema, quint32 resource)
{
    for (const Node member : schema) {
        Result<void> scanned;
        switch (shapeOf(member.keyBytes(), m_resources[resource].dialect)) {
        case KeywordShape::Other:
            continue;
        case KeywordShape::OneSchema:
            scanned = scan(member, resource);
            break;
        case KeywordShape::SchemaList:
            if (member.isArray())
                scanned = scanChildren(member, resource);
            break;
        case KeywordShape::SchemaMap:
        case KeywordShape::DependencyMap:
            if (member.isObject())
                scanned = scanChildren(member, resource);
            break;
        case KeywordShape::SchemaOrList:
            scanned = member.isArray() ? scanChildren(member, resource) : scan(member, resource);
        }
        if (!scanned)
            return scanned;
    }
    return {};
}

Result<void> SchemaRegistry::scanChildren(const Node &list, quint32 resource)
{
    for (const Node child : list) {
        if (auto scanned = scan(child, resource); !scanned)
            return scanned;
    }
    return {};
}

quint32 SchemaRegistry::resourceOf(const Node &node, quint32 around) const
{
    const Owners &owners = m_owners[m_resources[around].document];
    const auto found = owners.find(node.number());
    return found == owners.end() ? around : found->second;
}

Result<quint32> SchemaRegistry::load(const QString &uri, Dialect dialect)
{
    if (const SchemaDocument known = metaschemaDocument(uri))
        return add(known, uri, uri, dialect);
    ResolvedDocument found;
    if (m_options.resolver && qsizetype(m_documents.size()) < m_options.maxDocuments)
        found = m_options.resolver(uri);
    if (!found.tree || found.tree->isEmpty()) {
        return Error{tr("The document “%1” is not known here.").arg(uri),
                     {},
                     tr("References reach documents that were given, never the network.")};
    }
    return add(found.tree, uri, found.base.value_or(uri), dialect);
}

Result<SchemaTarget> SchemaRegistry::resolve(quint32 resource, const QString &reference)
{
    const QString whole = resolvedUri(m_resources[resource].uri, reference);
    const qsizetype hash = whole.indexOf(u'#');
    const QString uri = hash < 0 ? whole : whole.first(hash);
    const QString fragment = hash < 0 ? QString() : QUrl::fromPercentEncoding(whole.sliced(hash + 1).toUtf8());
    quint32 index = resource;
    if (reference.startsWith(u'#')) {
        // Documents that share a base (a project's root) have the same address: stay in this one.
    } else if (const auto known = m_byUri.constFind(uri); known != m_byUri.cend()) {
        index = *known;
    } else {
        const auto loaded = load(uri, m_resources[resource].dialect);
        if (!loaded)
            return loaded.error();
        index = *loaded;
    }
    if (fragment.isEmpty())
        return SchemaTarget{m_resources[index].root, index};
    if (fragment.startsWith(u'/'))
        return atPointer(index, fragment);
    const QByteArray name = fragment.toUtf8();
    const SchemaResource &target = m_resources[index];
    for (const auto *anchors : {&target.anchors, &target.dynamicAnchors}) {
        if (const auto found = anchors->constFind(name); found != anchors->cend())
            return SchemaTarget{*found, index};
    }
    return Error{tr("The reference “%1” leads nowhere: there is no anchor “%2”.").arg(reference, fragment),
                 {},
                 tr("Name a schema that is there.")};
}

Result<SchemaTarget> SchemaRegistry::atPointer(quint32 resource, const QString &pointer)
{
    const auto tokens = pointerTokens(pointer);
    if (!tokens)
        return tokens.error();
    Node node = m_resources[resource].root;
    quint32 owner = resource;
    for (const QString &token : *tokens) {
        bool isIndex = false;
        const qsizetype index = token.toLongLong(&isIndex);
        const bool isPlain = isIndex && token == QString::number(index);
        if (node.isArray())
            node = isPlain ? node.at(index) : Node();
        else
            node = node[token];
        if (!node.isValid()) {
            return Error{tr("The reference to “%1” leads nowhere: there is no “%2”.").arg(pointer, token),
                         {},
                         tr("Name a schema that is there.")};
        }
        owner = resourceOf(node, owner);
    }
    // A place that no keyword makes a schema becomes one by being referred to.
    Owners &owners = m_owners[m_resources[owner].document];
    if (node.isObject() && !owners.contains(node.number())) {
        if (const auto scanned = scan(node, owner); !scanned)
            return scanned.error();
        owner = resourceOf(node, owner);
    }
    return SchemaTarget{node, owner};
}

} // namespace weir
