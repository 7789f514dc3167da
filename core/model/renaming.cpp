// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/renaming.h"

#include "core/base/translate.h"
#include "core/model/catalog.h"
#include "core/model/documentchanges.h"
#include "core/model/renamedtexts.h"
#include "core/model/validation.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <set>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

using Rewrite = std::function<QString(const QString &)>;

void rewriteText(Json &value, const Rewrite &rewrite)
{
    if (!value.is_string())
        return;
    const QString before = textOf(value), after = rewrite(before);
    if (after != before)
        value = jsonOf(after);
}

void rewriteMember(Json &object, const char *key, const Rewrite &rewrite)
{
    if (object.is_object() && object.contains(key))
        rewriteText(object[key], rewrite);
}

/// The items of the array \a key; none when there is no such array.
template<typename Visit>
void forEachItem(Json &object, const char *key, Visit visit)
{
    if (!object.is_object() || !object.contains(key) || !object[key].is_array())
        return;
    for (Json &item : object[key])
        visit(item);
}

void rewriteItems(Json &object, const char *key, const Rewrite &rewrite)
{
    forEachItem(object, key, [&](Json &item) { rewriteText(item, rewrite); });
}

/// What an import of AsyncAPI kept beside \a object; some of it names elements by their ids. nullptr when there is none.
Json *importedPart(Json &object)
{
    const char *const key = "x-asyncapi";
    return object.is_object() && object.contains(key) && object[key].is_object() ? &object[key] : nullptr;
}

/// Rewrites the keys of the object \a key where they stand. Of two that become one the renamed stays.
void rewriteKeys(Json &parent, const char *key, const Rewrite &rewrite)
{
    if (!parent.is_object() || !parent.contains(key) || !parent[key].is_object())
        return;
    std::set<std::string> renamed;
    for (const auto &member : parent[key].items()) {
        const std::string after = rewrite(QString::fromStdString(member.key())).toStdString();
        if (after != member.key())
            renamed.insert(after);
    }
    if (renamed.empty())
        return;
    Json::object_t result;
    for (const auto &member : parent[key].items()) {
        const std::string after = rewrite(QString::fromStdString(member.key())).toStdString();
        if (after != member.key() || renamed.count(after) == 0)
            result.Container::emplace_back(after, member.value());
    }
    parent[key] = Json(std::move(result));
}

/// Changes all references in one document after the other.
class ReferenceRewriter
{
public:
    explicit ReferenceRewriter(const RenamedTexts &texts) : m_texts(texts) {}

    void rewrite(Kind kind, Json &document) const
    {
        switch (kind) {
        case Kind::Project:
            return rewriteProject(document);
        case Kind::Service:
            return rewriteService(document);
        case Kind::Channel:
            rewriteMember(document, "policy", id(Kind::Policy));
            if (Json *kept = importedPart(document))
                rewriteItems(*kept, "messages", id(Kind::Event));
            return rewriteMember(document, "deadLetter", id(Kind::Channel));
        case Kind::Webhook:
        case Kind::Stream:
            return rewriteEndpoint(document);
        case Kind::Scenario:
            return rewriteScenario(document);
        case Kind::View:
            rewriteKeys(document, "nodes", elementPath());
            return rewriteKeys(document, "edges", [this](const QString &key) { return m_texts.edgeKey(key); });
        case Kind::Event:
            return forEachItem(document, "versions", [this](Json &version) {
                if (version.is_object() && version.contains("schema"))
                    rewriteSchema(version["schema"]);
            });
        case Kind::Schema:
            if (document.is_object() && document.contains("schema"))
                rewriteSchema(document["schema"]);
            return;
        case Kind::Approvals:
            for (Json &approval : document)
                rewriteMember(approval, "target", elementPath());
            return;
        case Kind::Policy:
        case Kind::Flow:
        case Kind::Doc:
            return;
        }
    }

private:
    Rewrite id(Kind kind) const
    {
        return [this, kind](const QString &text) { return m_texts.id(kind, text); };
    }
    Rewrite elementPath() const
    {
        return [this](const QString &text) { return m_texts.elementPath(text); };
    }

    void rewriteProject(Json &document) const
    {
        if (!document.is_object())
            return;
        if (document.contains("defaults"))
            rewriteMember(document["defaults"], "policy", id(Kind::Policy));
        if (document.contains("rules") && document["rules"].is_object()) {
            for (const auto &rule : document["rules"].items())
                rewriteKeys(document["rules"], rule.key().c_str(), elementPath());
        }
        forEachItem(document, "alerts", [this](Json &alert) {
            rewriteMember(alert, "when", [this](const QString &text) { return m_texts.assertion(text); });
            rewriteMember(alert, "notify", [this](const QString &text) {
                const QString prefix = u"webhook:"_s;
                return text.startsWith(prefix) ? prefix + m_texts.id(Kind::Webhook, text.sliced(prefix.size())) : text;
            });
        });
    }

    void rewriteService(Json &document) const
    {
        const QString service = memberText(document, u"id");
        forEachItem(document, "calls", [this](Json &call) { rewriteMember(call, "service", id(Kind::Service)); });
        forEachItem(document, "sends", [this](Json &item) {
            rewriteMember(item, "event", id(Kind::Event));
            rewriteMember(item, "channel", id(Kind::Channel));
        });
        forEachItem(document, "receives", [this](Json &item) {
            rewriteMember(item, "channel", id(Kind::Channel));
            rewriteItems(item, "events", id(Kind::Event));
            rewriteMember(item, "policy", id(Kind::Policy));
            rewriteMember(item, "deadLetter", id(Kind::Channel));
            forEachItem(item, "emits", [this](Json &emitted) {
                rewriteMember(emitted, "event", id(Kind::Event));
                rewriteMember(emitted, "channel", id(Kind::Channel));
            });
        });
        // An operation names the service's own publications by their ids.
        const QString prefix = u"services/"_s + service + u"/sends/"_s;
        forEachItem(document, "operations", [&](Json &operation) {
            if (Json *kept = importedPart(operation))
                rewriteMember(*kept, "channel", id(Kind::Channel));
            rewriteItems(operation, "sends", [&](const QString &item) {
                const QString renamed = m_texts.elementPath(prefix + item);
                return item.contains(u'/') ? item : renamed.sliced(renamed.lastIndexOf(u'/') + 1);
            });
        });
    }

    void rewriteEndpoint(Json &document) const
    {
        rewriteMember(document, "service", id(Kind::Service));
        rewriteMember(document, "channel", id(Kind::Channel));
        rewriteMember(document, "policy", id(Kind::Policy));
        rewriteItems(document, "events", id(Kind::Event));
        forEachItem(document, "maps", [this](Json &map) { rewriteMember(map, "to", id(Kind::Event)); });
    }

    void rewriteScenario(Json &document) const
    {
        if (!document.is_object())
            return;
        if (document.contains("load"))
            rewriteKeys(document["load"], "rates", [this](const QString &path) { return m_texts.itemPath(path); });
        forEachItem(document, "faults", [this](Json &fault) {
            rewriteMember(fault, "target", [this](const QString &text) { return m_texts.faultTarget(text); });
        });
        rewriteKeys(document, "set", elementPath());
        rewriteItems(document, "assertions", [this](const QString &text) { return m_texts.assertion(text); });
    }

    /// As deep as the reader allowed. What a schema holds as data is none of its references.
    void rewriteSchema(Json &schema) const
    {
        static const std::set<std::string> data{"const", "enum", "default", "example", "examples"};
        if (!m_texts.isElement(Kind::Schema) || !schema.is_structured())
            return;
        for (auto member = schema.begin(); member != schema.end(); ++member) {
            if (schema.is_object() && data.count(member.key()) > 0)
                continue;
            if (schema.is_object() && member.key() == "$ref")
                rewriteText(*member, [this](const QString &text) { return m_texts.schemaReference(text); });
            else
                rewriteSchema(*member);
        }
    }

    const RenamedTexts &m_texts;
};

/// The changes of all documents but that of \a renamed.
QList<Change> referenceChanges(const Catalog &catalog, const RenamedTexts &texts, const ElementRef &renamed)
{
    const ReferenceRewriter rewriter(texts);
    QList<Change> changes;
    for (const ElementRef &element : catalog.elements()) {
        const bool holdsSchemasOnly = element.kind == Kind::Event || element.kind == Kind::Schema;
        const JsonValue before = catalog.document(element);
        if (!before || element == renamed || (holdsSchemasOnly && !texts.isElement(Kind::Schema)))
            continue;
        Json after = before.get();
        rewriter.rewrite(element.kind, after);
        changes += documentChanges(element, before, JsonValue(std::move(after)));
    }
    return changes;
}

Error notRenamed(const ElementRef &element, const QString &message, const QString &hint)
{
    return Error{message, Place{element.path(), 0, 0, {}}, hint};
}

Result<void> checkId(const ElementRef &element, const QString &id)
{
    if (isSlug(id))
        return {};
    return notRenamed(element, tr("“%1” is no id.").arg(id),
                      tr("Ids are small letters, digits, '.', '_' and '-', and begin with a letter or a digit."));
}

/// Services that publish \a event under its own name.
QSet<QString> namelessPublishers(const Catalog &catalog, const QString &event)
{
    QSet<QString> services;
    for (const Service &service : catalog.services()) {
        const JsonValue document = catalog.document({Kind::Service, service.id});
        const Json *sends = memberOf(document.get(), u"sends");
        if (!sends || !sends->is_array())
            continue;
        for (const Json &item : *sends) {
            if (memberText(item, u"event") == event && memberText(item, u"id").isEmpty())
                services.insert(service.id);
        }
    }
    return services;
}

/// Whether assertions and faults mean something else by the bare id of \a element.
bool isShadowed(const Catalog &catalog, const ElementRef &element)
{
    if (element.kind == Kind::Service)
        return false;
    if (element.kind == Kind::Event)
        return catalog.service(element.id) != nullptr;
    return element.kind != Kind::Channel || catalog.service(element.id) || catalog.event(element.id);
}

const char *memberOfItems(ItemKind kind)
{
    return kind == ItemKind::Publication ? "sends" : kind == ItemKind::Subscription ? "receives" : "operations";
}

/// What an item is called: by its id, a publication without one by its event.
QString nameOfItem(ItemKind kind, const Json &item)
{
    const QString id = memberText(item, u"id");
    return id.isEmpty() && kind == ItemKind::Publication ? memberText(item, u"event") : id;
}

/// Gives the item its id; canonical order has it first.
void setItemId(ItemKind kind, Json &item, const QString &id)
{
    if (kind == ItemKind::Publication && memberText(item, u"event") == id) {
        item.erase("id");
        return;
    }
    if (item.contains("id")) {
        item["id"] = jsonOf(id);
        return;
    }
    Json::object_t members;
    members.Container::emplace_back("id", jsonOf(id));
    for (const auto &member : item.items())
        members.Container::emplace_back(member.key(), member.value());
    item = Json(std::move(members));
}

} // namespace

Result<QList<Change>> renameElement(const Catalog &catalog, const ElementRef &element, const QString &id)
{
    const JsonValue before = catalog.document(element);
    if (!before || element.id.isEmpty())
        return notRenamed(element, tr("There is no element %1 that could be renamed.").arg(element.path()), {});
    if (const auto valid = checkId(element, id); !valid)
        return valid.error();
    if (id == element.id)
        return QList<Change>();
    const ElementRef renamed{element.kind, id};
    if (catalog.contains(renamed))
        return notRenamed(element, tr("%1 is there already.").arg(renamed.path()), tr("Choose another id."));
    RenamedTexts texts(element.kind, element.id, id);
    texts.setShadowed(isShadowed(catalog, element));
    if (element.kind == Kind::Event)
        texts.setNamelessPublications(namelessPublishers(catalog, element.id));
    Json after = before.get();
    ReferenceRewriter(texts).rewrite(element.kind, after);
    if (after.is_object())
        after["id"] = jsonOf(id);
    QList<Change> changes{{element, {}, before, {}}, {renamed, {}, {}, JsonValue(std::move(after))}};
    changes += referenceChanges(catalog, texts, element);
    return changes;
}

Result<QList<Change>> renameItem(const Catalog &catalog, const QString &service, ItemKind kind, const QString &item,
                                 const QString &id)
{
    const ElementRef element{Kind::Service, service};
    const JsonValue before = catalog.document(element);
    const char *member = memberOfItems(kind);
    if (!before)
        return notRenamed(element, tr("There is no element %1.").arg(element.path()), {});
    if (const auto valid = checkId(element, id); !valid)
        return valid.error();
    if (id == item)
        return QList<Change>();
    Json after = before.get();
    Json *found = nullptr;
    bool isTaken = false;
    forEachItem(after, member, [&](Json &candidate) {
        const QString name = candidate.is_object() ? nameOfItem(kind, candidate) : QString();
        isTaken = isTaken || name == id;
        if (!found && !name.isEmpty() && name == item)
            found = &candidate;
    });
    if (!found)
        return notRenamed(element, tr("%1 has no item “%2” in %3.").arg(element.path(), item, QLatin1String(member)),
                          {});
    if (isTaken)
        return notRenamed(element, tr("%1 has an item “%2” already.").arg(element.path(), id),
                          tr("Choose another id."));
    setItemId(kind, *found, id);
    const RenamedTexts texts(service, QLatin1String(member), item, id);
    ReferenceRewriter(texts).rewrite(Kind::Service, after);
    return documentChanges(element, before, JsonValue(std::move(after))) + referenceChanges(catalog, texts, element);
}

} // namespace weir
