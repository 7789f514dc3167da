// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/comparison/renames.h"

#include "core/model/canonical.h"
#include "core/model/pointer.h"
#include "core/model/renaming.h"

#include <nlohmann/json.hpp>

#include <QHash>

namespace weir {

namespace {

constexpr qsizetype mostRenames = 1000;
constexpr qsizetype mostCandidates = 20; ///< Of one kind, when only the references speak for a rename.

/// How many references to an element are found under its new name in the later design.
struct FollowedReferences
{
    qsizetype total = 0;
    qsizetype followed = 0;
};

class NameAligner
{
public:
    NameAligner(const Catalog &before, const Catalog &after) : m_after(after) { m_alignment.before = before; }

    Alignment align()
    {
        // What a rename touches may be what another one waits for, so again until nothing more is found.
        bool isFound = true;
        while (isFound && !isFull()) {
            isFound = false;
            for (const Kind kind : allKinds)
                isFound = alignSameContent(kind) || isFound;
            isFound = alignItems() || isFound;
        }
        for (const Kind kind : allKinds)
            alignByReferences(kind);
        alignItems();
        return std::move(m_alignment);
    }

private:
    bool isFull() const { return m_alignment.renames.size() >= mostRenames; }

    /// Ids of \a kind that only \a one has.
    static QStringList idsOnlyIn(const Catalog &one, const Catalog &other, Kind kind)
    {
        QStringList ids;
        for (const ElementRef &element : one.elements()) {
            if (element.kind == kind && !element.id.isEmpty() && !other.contains(element))
                ids.append(element.id);
        }
        return ids;
    }

    static Json contentOf(const Catalog &catalog, const ElementRef &element)
    {
        Json content = canonicalDocument(element.kind, catalog.document(element).get());
        if (content.is_object())
            content.erase("id");
        return content;
    }

    /// Whether it is no accident that two elements have this content.
    static bool isTelling(const Json &content)
    {
        return content.size() > 1 || (content.size() == 1 && content.front().is_structured());
    }

    /// Those that are gone and come back under another id: the same content, and some reference follows, if there are any.
    bool alignSameContent(Kind kind)
    {
        const QStringList gone = idsOnlyIn(m_alignment.before, m_after, kind);
        const QStringList come = gone.isEmpty() ? QStringList() : idsOnlyIn(m_after, m_alignment.before, kind);
        if (come.isEmpty())
            return false;
        QHash<QByteArray, QStringList> byContent;
        for (const QString &id : come)
            byContent[keyOf(contentOf(m_after, {kind, id}))].append(id);
        bool isFound = false;
        for (const QString &id : gone) {
            const Json content = contentOf(m_alignment.before, {kind, id});
            QStringList &candidates = byContent[keyOf(content)];
            QString best;
            qsizetype most = -1;
            for (const QString &candidate : std::as_const(candidates)) {
                const FollowedReferences references = referencesFollowing({kind, id}, candidate);
                const bool isLikely = references.total > 0 ? references.followed > 0 : isTelling(content);
                if (isLikely && references.followed > most) {
                    best = candidate;
                    most = references.followed;
                }
            }
            if (!best.isEmpty() && rename({kind, id}, best)) {
                candidates.removeOne(best);
                isFound = true;
            }
        }
        return isFound;
    }

    /// Content may have changed too when every reference moved from the one to the other.
    void alignByReferences(Kind kind)
    {
        const QStringList gone = idsOnlyIn(m_alignment.before, m_after, kind);
        QStringList come = gone.isEmpty() ? QStringList() : idsOnlyIn(m_after, m_alignment.before, kind);
        if (gone.size() > mostCandidates || come.size() > mostCandidates)
            return;
        for (const QString &id : gone) {
            for (const QString &candidate : std::as_const(come)) {
                const FollowedReferences references = referencesFollowing({kind, id}, candidate);
                if (references.total > 0 && references.followed == references.total && rename({kind, id}, candidate)) {
                    come.removeOne(candidate);
                    break;
                }
            }
        }
    }

    static QByteArray keyOf(const Json &content) { return QByteArray::fromStdString(content.dump()); }

    /// References in documents that the later design does not have say nothing; positions in views follow everything.
    FollowedReferences referencesFollowing(const ElementRef &element, const QString &id) const
    {
        FollowedReferences found;
        const auto changes = renameElement(m_alignment.before, element, id);
        if (!changes)
            return found;
        for (const Change &change : *changes) {
            const JsonValue document = m_after.document(change.element);
            if (change.element.kind == Kind::View || change.element == element || !change.before || !document)
                continue;
            const Json *value = valueAt(document.get(), change.pointer);
            ++found.total;
            found.followed += value && change.after && meansTheSame(*value, change.after.get()) ? 1 : 0;
        }
        return found;
    }

    bool apply(const Result<QList<Change>> &changes, const RenamedPart &part)
    {
        if (!changes || isFull())
            return false;
        Catalog renamed = m_alignment.before;
        for (const Change &change : *changes) {
            if (!renamed.apply(change))
                return false;
        }
        m_alignment.before = renamed;
        m_alignment.renames.append(part);
        return true;
    }

    bool rename(const ElementRef &element, const QString &id)
    {
        return apply(renameElement(m_alignment.before, element, id), {{element.kind, id}, {}, element.id, id});
    }

    static QString itemName(const Json &item)
    {
        const QString id = memberText(item, u"id");
        return id.isEmpty() ? memberText(item, u"event") : id;
    }

    static Json itemContent(Json item)
    {
        item.erase("id");
        return item;
    }

    /// Items of the array \a member of \a document by their names.
    static QMap<QString, Json> itemsOf(const JsonValue &document, QStringView member)
    {
        QMap<QString, Json> items;
        const Json *array = document ? memberOf(document.get(), member) : nullptr;
        if (!array || !array->is_array())
            return items;
        for (const Json &item : *array) {
            if (item.is_object() && !itemName(item).isEmpty())
                items.insert(itemName(item), item);
        }
        return items;
    }

    bool alignItems()
    {
        bool isFound = false;
        for (const Service &service : m_after.services()) {
            if (!m_alignment.before.service(service.id))
                continue;
            isFound = alignItems(service.id, ItemKind::Publication, u"sends") || isFound;
            isFound = alignItems(service.id, ItemKind::Subscription, u"receives") || isFound;
            isFound = alignItems(service.id, ItemKind::Operation, u"operations") || isFound;
        }
        return isFound;
    }

    bool alignItems(const QString &service, ItemKind kind, QStringView member)
    {
        const ElementRef element{Kind::Service, service};
        const auto before = itemsOf(m_alignment.before.document(element), member);
        auto after = itemsOf(m_after.document(element), member);
        after.removeIf([&before](QMap<QString, Json>::iterator item) { return before.contains(item.key()); });
        bool isFound = false;
        const auto known = itemsOf(m_after.document(element), member);
        for (auto gone = before.cbegin(); gone != before.cend(); ++gone) {
            if (known.contains(gone.key()))
                continue;
            for (auto come = after.begin(); come != after.end(); ++come) {
                if (!meansTheSame(itemContent(*gone), itemContent(*come)))
                    continue;
                const RenamedPart part{element, member.toString(), gone.key(), come.key()};
                if (apply(renameItem(m_alignment.before, service, kind, gone.key(), come.key()), part)) {
                    after.erase(come);
                    isFound = true;
                }
                break;
            }
        }
        return isFound;
    }

    const Catalog &m_after;
    Alignment m_alignment;
};

} // namespace

Alignment alignNames(const Catalog &before, const Catalog &after)
{
    return NameAligner(before, after).align();
}

} // namespace weir
