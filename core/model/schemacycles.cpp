// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/schemacycles.h"

#include "core/model/catalog.h"
#include "core/model/pointer.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QUrl>

#include <array>
#include <unordered_map>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<const char *, 3> listsInPlace{"allOf", "anyOf", "oneOf"};
constexpr std::array<const char *, 4> singlesInPlace{"not", "if", "then", "else"};

/// Members of a schema that hold data, not schemas.
bool holdsData(const std::string &key)
{
    return key == "const" || key == "enum" || key == "default" || key == "examples";
}

class CycleSearch
{
public:
    explicit CycleSearch(const Catalog &catalog) : m_catalog(catalog)
    {
        for (const SharedSchema &shared : catalog.schemas())
            addRoot({Kind::Schema, shared.id}, u"/schema"_s, shared.schema.get());
        for (const EventType &event : catalog.events()) {
            for (qsizetype i = 0; i < event.versions.size(); ++i)
                addRoot({Kind::Event, event.id}, u"/versions/%1/schema"_s.arg(i), event.versions[i].schema.get());
        }
    }

    Findings search()
    {
        for (const Json *reference : m_references)
            visit(reference);
        return std::move(m_findings);
    }

private:
    struct Reference
    {
        ElementRef element;
        QString pointer;
        const Json *root = nullptr;
        const Json *target = nullptr;
    };
    struct Step
    {
        const Json *schema = nullptr;
        std::vector<const Json *> next;
    };

    void addRoot(const ElementRef &element, const QString &pointer, const Json &root)
    {
        collect(element, pointer, root, root);
    }

    /// Remembers every reference below \a schema. As deep as the reader allowed.
    void collect(const ElementRef &element, const QString &pointer, const Json &root, const Json &schema)
    {
        if (schema.is_array()) {
            for (size_t i = 0; i < schema.size(); ++i)
                collect(element, pointer + u'/' + QString::number(i), root, schema[i]);
            return;
        }
        if (!schema.is_object())
            return;
        if (const Json *reference = memberOf(schema, u"$ref"); reference && reference->is_string()) {
            m_places.emplace(&schema,
                             Reference{element, pointer + u"/$ref"_s, &root, targetOf(root, textOf(*reference))});
            m_references.push_back(&schema);
        }
        for (const auto &[key, member] : schema.items()) {
            if (!holdsData(key))
                collect(element, pointer + u'/' + escapedPointerToken(QString::fromStdString(key)), root, member);
        }
    }

    /// What \a reference in the schema \a root names; nullptr when it is none of the project's schemas.
    const Json *targetOf(const Json &root, const QString &reference) const
    {
        QString file = reference.section(u'#', 0, 0);
        const QString fragment = QUrl::fromPercentEncoding(reference.section(u'#', 1).toUtf8());
        if (file.startsWith(u"./"))
            file.remove(0, 2);
        const Json *document = &root;
        if (!file.isEmpty()) {
            if (!file.startsWith(u"schemas/") || !file.endsWith(u".json"))
                return nullptr;
            const SharedSchema *shared = m_catalog.schema(file.sliced(8).chopped(5));
            if (!shared)
                return nullptr;
            document = &shared->schema.get();
        }
        return fragment.isEmpty() || fragment.startsWith(u'/') ? valueAt(*document, fragment) : nullptr;
    }

    /// The schemas that have to be judged at the same value as \a schema.
    std::vector<const Json *> inPlace(const Json *schema) const
    {
        std::vector<const Json *> result;
        if (!schema->is_object())
            return result;
        if (const auto found = m_places.find(schema); found != m_places.end() && found->second.target)
            result.push_back(found->second.target);
        for (const char *key : listsInPlace) {
            if (schema->contains(key) && schema->at(key).is_array()) {
                for (const Json &item : schema->at(key))
                    result.push_back(&item);
            }
        }
        for (const char *key : singlesInPlace) {
            if (schema->contains(key))
                result.push_back(&schema->at(key));
        }
        return result;
    }

    /// Depth first, without recursion: chains of references may be long.
    void visit(const Json *start)
    {
        if (m_isOpen.contains(start))
            return;
        std::vector<Step> path{{start, inPlace(start)}};
        m_isOpen[start] = true;
        while (!path.empty()) {
            Step &step = path.back();
            if (step.next.empty()) {
                m_isOpen[step.schema] = false;
                path.pop_back();
                continue;
            }
            const Json *next = step.next.back();
            step.next.pop_back();
            const auto known = m_isOpen.find(next);
            if (known == m_isOpen.end()) {
                m_isOpen[next] = true;
                path.push_back({next, inPlace(next)});
            } else if (known->second) {
                report(path, next);
            }
        }
    }

    void report(const std::vector<Step> &path, const Json *again)
    {
        bool isInCircle = false;
        for (const Step &step : path) {
            isInCircle = isInCircle || step.schema == again;
            const auto place = m_places.find(step.schema);
            if (!isInCircle || place == m_places.end())
                continue;
            Finding finding;
            finding.rule = u"structure/cyclic-reference"_s;
            finding.severity = Severity::Error;
            finding.element = place->second.element.path();
            finding.message =
                QCoreApplication::translate("weir", "A $ref of %1 leads back to itself without reaching a schema.")
                    .arg(finding.element);
            finding.hint = QCoreApplication::translate(
                "weir", "Let one of the references in the circle name a schema with a type.");
            finding.place.pointer = place->second.pointer;
            m_findings.append(finding);
            return;
        }
    }

    const Catalog &m_catalog;
    std::unordered_map<const Json *, Reference> m_places;
    std::unordered_map<const Json *, bool> m_isOpen; ///< True while on the path, false when done.
    std::vector<const Json *> m_references;
    Findings m_findings;
};

} // namespace

Findings cyclicReferences(const Catalog &catalog)
{
    return CycleSearch(catalog).search();
}

} // namespace weir
