// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/seal.h"

#include "core/model/edits.h"
#include "core/rules/projectschemas.h"

#include <nlohmann/json.hpp>

#include <QCryptographicHash>
#include <QSet>

#include <algorithm>
#include <array>
#include <vector>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array annotations{"title", "description", "$comment", "examples"};
/// Members whose own members are names, not keywords.
constexpr std::array namesInside{"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"};
/// Members that hold data, not schemas.
constexpr std::array dataInside{"const", "enum", "default"};

enum class Reading : quint8 { Schema, Names, Data };

/// Feeds a schema into a hash, members in the order of their names.
class Digest
{
public:
    explicit Digest(const Catalog &catalog) : m_catalog(catalog), m_hash(QCryptographicHash::Sha256) {}

    void add(const Json &value, Reading reading)
    {
        if (value.is_object()) {
            addObject(value, reading);
        } else if (value.is_array()) {
            put("[");
            for (const Json &item : value)
                add(item, reading);
            put("]");
        } else {
            put(value.dump(-1, ' ', false, Json::error_handler_t::replace));
            put(",");
        }
    }

    QString result() const { return u"sha256:"_s + QString::fromLatin1(m_hash.result().toHex()); }

private:
    template<typename List>
    static bool isIn(const List &list, const std::string &key)
    {
        return std::any_of(list.begin(), list.end(), [&key](const char *each) { return key == each; });
    }

    void put(const std::string &bytes) { m_hash.addData(QByteArrayView(bytes.data(), qsizetype(bytes.size()))); }

    void addObject(const Json &object, Reading reading)
    {
        std::vector<const std::string *> keys;
        for (const auto &member : object.items())
            keys.push_back(&member.key());
        std::sort(keys.begin(), keys.end(), [](const std::string *a, const std::string *b) { return *a < *b; });
        put("{");
        for (const std::string *key : keys) {
            const bool isKeyword = reading == Reading::Schema;
            if (isKeyword && isIn(annotations, *key))
                continue;
            const Json &member = object.at(*key);
            put(Json(*key).dump(-1, ' ', false, Json::error_handler_t::replace));
            put(":");
            const Reading inside = isKeyword && isIn(namesInside, *key) ? Reading::Names
                : isKeyword && isIn(dataInside, *key)                   ? Reading::Data
                : reading == Reading::Data                              ? Reading::Data
                                                                        : Reading::Schema;
            add(member, inside);
            if (isKeyword && *key == "$ref")
                addShared(sharedSchemaOf(textOf(member)));
        }
        put("}");
    }

    void addShared(const QString &id)
    {
        const SharedSchema *shared = id.isEmpty() || m_seen.contains(id) ? nullptr : m_catalog.schema(id);
        if (!shared)
            return;
        m_seen.insert(id);
        add(shared->schema.get(), Reading::Schema);
    }

    const Catalog &m_catalog;
    QCryptographicHash m_hash;
    QSet<QString> m_seen;
};

} // namespace

QString schemaDigest(const Catalog &catalog, const Json &schema)
{
    Digest digest(catalog);
    digest.add(schema, Reading::Schema);
    return digest.result();
}

bool isPublished(const EventVersion &version)
{
    return version.schema && version.status != VersionStatus::Draft;
}

QList<Change> sealEdit(const Catalog &catalog)
{
    Edits edits(catalog);
    for (const EventType &event : catalog.events()) {
        for (qsizetype i = 0; i < event.versions.size(); ++i) {
            const ElementRef element{Kind::Event, event.id};
            const QString at = u"/versions/%1/x-digest"_s.arg(i);
            const EventVersion &version = event.versions.at(i);
            if (isPublished(version) && !edits.value(element, at))
                edits.set(element, at, jsonOf(schemaDigest(catalog, version.schema.get())));
        }
    }
    return edits.changes();
}

} // namespace weir
