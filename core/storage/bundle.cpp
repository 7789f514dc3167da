// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/translate.h"
#include "core/model/canonical.h"
#include "core/model/validation.h"
#include "core/storage/elementfile.h"
#include "core/storage/project.h"
#include "core/storage/projectfinding.h"
#include "core/syntax/jsonpointer.h"
#include "core/syntax/jsonwriter.h"
#include "core/syntax/reader.h"

#include <nlohmann/json.hpp>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

/// Takes a bundle's parts into a project.
class BundleReader
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit BundleReader(const Tree &tree) : m_tree(tree) { m_project.isBundle = true; }

    Project read()
    {
        const Node root = m_tree.root();
        readSettings(root);
        for (const Kind kind : allKinds) {
            const Node member = root[kindName(kind)];
            if (kind == Kind::Project || !member.isValid())
                continue;
            if (!member.isArray())
                lose(member.place(), tr("\"%1\" has to be an array.").arg(member.key()));
            else if (kind == Kind::Approvals)
                accept({kind, {}}, member);
            else
                readKind(kind, member);
        }
        addDesignFindings(m_project);
        return std::move(m_project);
    }

private:
    void readSettings(const Node &root)
    {
        Json settings = Json::object();
        for (const Node member : root) {
            if (!isKind(member))
                settings.push_back({member.key().toStdString(), member.toJson()});
        }
        const ElementRef element{Kind::Project, {}};
        m_project.sources.setFile(element, m_tree.file());
        m_project.sources.add(element, {}, root.line(), root.column());
        NumberSpellings spellings;
        for (const Node member : root) {
            if (isKind(member))
                continue;
            const QString pointer = pointerTo({}, member.key());
            addPlaces(m_project.sources, element, pointer, member);
            const NumberSpellings below = unusualSpellings(member);
            for (auto it = below.cbegin(); it != below.cend(); ++it)
                spellings.insert(pointer + it.key(), it.value());
        }
        store(element, std::move(settings), spellings);
        const int format = m_project.catalog.project().format;
        if (format > projectFormat) {
            m_project.isReadOnly = true;
            m_project.findings.append(newerFormat(format, root[u"weir"].place()));
        }
    }

    static bool isKind(const Node &member)
    {
        const auto kind = kindNamed(member.key());
        return kind && *kind != Kind::Project;
    }

    void readKind(Kind kind, const Node &array)
    {
        std::vector<std::pair<QString, Node>> items;
        for (const Node item : array) {
            const QString id = item[u"id"].isString() ? item[u"id"].text() : QString();
            if (isSlug(id))
                items.emplace_back(id, item);
            else
                lose(item.place(), tr("An item of \"%1\" has no id that can be used.").arg(array.key()));
        }
        // By id, so that the catalog grows at its end.
        std::stable_sort(items.begin(), items.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        for (const auto &[id, item] : items) {
            if (m_project.stored.contains({kind, id}))
                lose(item.place(), tr("%1 is there twice; the first counts.").arg(ElementRef{kind, id}.path()));
            else
                accept({kind, id}, item);
        }
    }

    void accept(const ElementRef &element, const Node &node)
    {
        m_project.sources.setFile(element, m_tree.file());
        addPlaces(m_project.sources, element, {}, node);
        store(element, node.toJson(), unusualSpellings(node));
    }

    void store(const ElementRef &element, Json document, const NumberSpellings &spellings)
    {
        for (Finding finding : m_project.catalog.setDocument(element, std::move(document))) {
            finding.place = m_project.sources.place(element, finding.place.pointer);
            m_project.findings.append(finding);
        }
        m_project.stored.insert(element, {{}, m_project.catalog.document(element), spellings, {}});
    }

    /// A part that the catalog cannot hold: writing the bundle would drop it, so it is not written.
    void lose(const Place &place, const QString &message)
    {
        m_project.isReadOnly = true;
        m_project.findings.append(fileFinding(u"bundle"_s, Severity::Error, place, message,
                                              tr("Repair the bundle; until then it is never written.")));
    }

    const Tree &m_tree;
    Project m_project;
};

void addSpellings(NumberSpellings &all, const QString &pointer, const NumberSpellings &part)
{
    for (auto it = part.cbegin(); it != part.cend(); ++it)
        all.insert(pointer + it.key(), it.value());
}

/// \a spellingsOf gives an element's number spellings by pointers in its document.
template<typename SpellingsOf>
QByteArray bundleBytes(const Catalog &catalog, SpellingsOf spellingsOf)
{
    const ElementRef settings{Kind::Project, {}};
    const JsonValue written = catalog.document(settings);
    Json bundle = written ? canonicalDocument(Kind::Project, written.get()) : Json{{"weir", projectFormat}};
    NumberSpellings spellings = spellingsOf(settings);
    for (const ElementRef &element : catalog.elements()) {
        if (element.kind == Kind::Project)
            continue;
        const QString member = kindName(element.kind);
        const Json document = canonicalDocument(element.kind, catalog.document(element).get());
        Json &array = bundle[member.toStdString()];
        if (element.kind == Kind::Approvals) {
            array = document;
            addSpellings(spellings, pointerTo({}, member), spellingsOf(element));
            continue;
        }
        addSpellings(spellings, pointerTo(pointerTo({}, member), qsizetype(array.size())), spellingsOf(element));
        array.push_back(document);
    }
    return writeJson(bundle, spellings);
}

} // namespace

Result<Project> readBundle(QByteArrayView bytes, const QString &name)
{
    if (const auto conflict = mergeConflict(bytes, name))
        return Error{conflict->message, conflict->place, conflict->hint};
    const auto tree = readJson(bytes, name);
    if (!tree)
        return tree.error();
    const Node root = tree->root();
    if (!root[u"weir"].isValid()) {
        return Error{tr("%1 is no Weir project: its JSON has no member \"weir\".").arg(name), root.place(),
                     tr("Give a project's folder or a bundle. Foreign documents are read with: weir import")};
    }
    Project project = BundleReader(*tree).read();
    project.bundleDigest = digestOf(bytes);
    return project;
}

QByteArray writeBundle(const Catalog &catalog)
{
    return bundleBytes(catalog, [](const ElementRef &) { return NumberSpellings(); });
}

QByteArray writeBundle(const Project &project)
{
    return bundleBytes(project.catalog, [&project](const ElementRef &element) {
        const auto stored = project.stored.constFind(element);
        if (stored == project.stored.constEnd())
            return NumberSpellings();
        if (element.kind != Kind::Schema || project.isBundle)
            return stored->spellings;
        // A schema's file holds the schema alone.
        NumberSpellings inside;
        addSpellings(inside, u"/schema"_s, stored->spellings);
        return inside;
    });
}

} // namespace weir
