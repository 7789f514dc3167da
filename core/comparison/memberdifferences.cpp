// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/comparison/memberdifferences.h"

#include "core/model/canonical.h"
#include "core/model/codec.h"
#include "core/model/pointer.h"

#include <nlohmann/json.hpp>

#include <QSet>

#include <map>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

/// An item that is in an array of both documents, one of them or none: its value and where it stands.
struct NamedItem
{
    const Json *value = nullptr;
    size_t index = 0;
};

using NamedItems = std::map<QString, NamedItem>;

/// What tells \a item from its neighbours; empty when nothing does. The steps of a flow and the faults of a scenario follow
/// each other.
QString nameOfItem(Kind kind, const Json &item)
{
    if (!item.is_object())
        return {};
    if (kind == Kind::Flow || kind == Kind::Scenario)
        return memberText(item, u"id");
    for (const QStringView key : {u"id", u"version", u"event", u"service", u"from"}) {
        const Json *value = memberOf(item, key);
        if (value && value->is_string())
            return textOf(*value);
        if (value && value->is_number_integer())
            return QString::number(value->get<qint64>());
    }
    // An approval.
    const QString rule = memberText(item, u"rule");
    return rule.isEmpty() ? rule : rule + u' ' + memberText(item, u"target");
}

/// The items of \a array by name; nothing when one has no name or two have the same.
std::optional<NamedItems> namedItems(Kind kind, const Json *array)
{
    NamedItems items;
    if (!array)
        return items;
    if (!array->is_array())
        return std::nullopt;
    for (size_t index = 0; index < array->size(); ++index) {
        const QString name = nameOfItem(kind, (*array)[index]);
        if (name.isEmpty() || !items.emplace(name, NamedItem{&(*array)[index], index}).second)
            return std::nullopt;
    }
    return items;
}

/// The document as the model understands it: no defaults, one spelling for each value.
Json understoodDocument(Kind kind, const Json &document)
{
    switch (kind) {
    case Kind::Project:
        return toJson(fromJson<ProjectSettings>(document));
    case Kind::Service:
        return toJson(fromJson<Service>(document));
    case Kind::Event:
        return toJson(fromJson<EventType>(document));
    case Kind::Channel:
        return toJson(fromJson<Channel>(document));
    case Kind::Policy:
        return toJson(fromJson<Policy>(document));
    case Kind::Webhook:
        return toJson(fromJson<Webhook>(document));
    case Kind::Stream:
        return toJson(fromJson<Stream>(document));
    case Kind::Flow:
        return toJson(fromJson<Flow>(document));
    case Kind::Scenario:
        return toJson(fromJson<Scenario>(document));
    case Kind::View:
        return toJson(fromJson<View>(document));
    case Kind::Schema:
    case Kind::Doc:
    case Kind::Approvals:
        break;
    }
    return document;
}

/// Drawings hold positions; what they show is in the elements.
bool isPosition(Kind kind, const QString &field)
{
    static const QSet<QString> positions{u"nodes"_s,     u"edges"_s,     u"notes/*/x"_s,
                                         u"notes/*/y"_s, u"notes/*/w"_s, u"notes/*/h"_s};
    return kind == Kind::View && positions.contains(field);
}

class DocumentWalk
{
public:
    explicit DocumentWalk(Kind kind) : m_kind(kind) {}

    struct Pair
    {
        const Json *before = nullptr;
        const Json *after = nullptr;

        Pair member(QStringView key) const
        {
            return {before ? memberOf(*before, key) : nullptr, after ? memberOf(*after, key) : nullptr};
        }
        bool isSame() const { return (!before && !after) || (before && after && meansTheSame(*before, *after)); }
    };
    struct Where
    {
        QString field, path, item, pointerBefore, pointerAfter;

        Where below(const QString &key) const
        {
            const QString token = u'/' + escapedPointerToken(key);
            const auto joined = [&key](const QString &base) { return base.isEmpty() ? key : base + u'/' + key; };
            return {joined(field), joined(path), item, pointerBefore + token, pointerAfter + token};
        }
    };

    /// \a given are the objects as they stand in the files, \a meant as the model understands them.
    void walkObject(const Shape *shape, const Pair &given, const Pair &meant, const Where &where)
    {
        for (const QString &key : keysOf(shape, given)) {
            const Field *field = shape ? shape->field(key.toStdString()) : nullptr;
            const Pair values = given.member(key), understood = field ? meant.member(key) : values;
            const Where place = where.below(key);
            if (values.isSame() || understood.isSame() || isPosition(m_kind, place.field)
                || (key == u"id" && shape != nullptr))
                continue;
            if (!field || !walkItems(*field, values, understood, place))
                add(place, values);
        }
    }

    /// False when the values are no arrays of named items.
    bool walkItems(const Field &field, const Pair &values, const Pair &understood, const Where &where)
    {
        const bool isList = field.type.kind == ValueKind::Array && !field.type.parts.empty();
        if (!isList || field.type.parts.front().kind != ValueKind::Object)
            return false;
        return walkNamed(&field.type.parts.front().shape(), values, understood, where);
    }

    bool walkNamed(const Shape *shape, const Pair &values, const Pair &understood, const Where &where)
    {
        const auto before = namedItems(m_kind, values.before), after = namedItems(m_kind, values.after);
        const auto meantBefore = namedItems(m_kind, understood.before),
                   meantAfter = namedItems(m_kind, understood.after);
        if (!before || !after || !meantBefore || !meantAfter)
            return false;
        NamedItems all = *before;
        all.insert(after->begin(), after->end());
        for (const auto &each : all) {
            const NamedItem old = itemIn(*before, each.first), current = itemIn(*after, each.first);
            const QString path = where.path.isEmpty() ? each.first : where.path + u'/' + each.first;
            Where place{where.field + u"/*"_s, path, path, where.pointerBefore + u'/' + QString::number(old.index),
                        where.pointerAfter + u'/' + QString::number(current.index)};
            const Pair items{old.value, current.value};
            if (old.value && current.value)
                walkObject(shape, items,
                           {itemIn(*meantBefore, each.first).value, itemIn(*meantAfter, each.first).value}, place);
            else
                add(place, items);
        }
        return true;
    }

    void add(const Where &where, const Pair &values)
    {
        MemberDifference difference;
        difference.kind = !values.before ? DifferenceKind::Added
            : !values.after              ? DifferenceKind::Removed
                                         : DifferenceKind::Changed;
        difference.field = where.field;
        difference.item = where.item;
        difference.isInBefore = !values.after;
        difference.pointer = difference.isInBefore ? where.pointerBefore : where.pointerAfter;
        if (values.before)
            difference.before = JsonValue(*values.before);
        if (values.after)
            difference.after = JsonValue(*values.after);
        m_found.append(std::move(difference));
    }

    QList<MemberDifference> found() const { return m_found; }

private:
    static NamedItem itemIn(const NamedItems &items, const QString &name)
    {
        const auto found = items.find(name);
        return found == items.end() ? NamedItem{} : found->second;
    }

    /// All keys of both objects: those the shape knows in its order, then the others.
    static QStringList keysOf(const Shape *shape, const Pair &given)
    {
        QStringList keys;
        QSet<QString> seen;
        const auto take = [&](const QString &key) {
            if (!seen.contains(key)) {
                seen.insert(key);
                keys.append(key);
            }
        };
        const auto isThere = [](const Json *object, const std::string &key) {
            return object && object->is_object() && object->contains(key);
        };
        if (shape) {
            for (const Field &field : shape->fields()) {
                if (isThere(given.before, field.key) || isThere(given.after, field.key))
                    take(QString::fromStdString(field.key));
            }
        }
        for (const Json *object : {given.before, given.after}) {
            if (!object || !object->is_object())
                continue;
            for (const auto &member : object->items())
                take(QString::fromStdString(member.key()));
        }
        return keys;
    }

    Kind m_kind;
    QList<MemberDifference> m_found;
};

} // namespace

QList<MemberDifference> memberDifferences(const ElementRef &element, const JsonValue &before, const JsonValue &after)
{
    DocumentWalk walk(element.kind);
    if (!before && !after)
        return {};
    if (element.kind == Kind::Approvals) {
        const Json none = Json::array();
        const DocumentWalk::Pair lists{before ? &before.get() : &none, after ? &after.get() : &none};
        if (!walk.walkNamed(&documentShape(element.kind), lists, lists, {}) && !lists.isSame())
            walk.add({}, lists);
        return walk.found();
    }
    if (!before || !after) {
        walk.add({}, {before ? &before.get() : nullptr, after ? &after.get() : nullptr});
        return walk.found();
    }
    const Json old = canonicalDocument(element.kind, before.get());
    const Json current = canonicalDocument(element.kind, after.get());
    const Json meantOld = understoodDocument(element.kind, old),
               meantCurrent = understoodDocument(element.kind, current);
    walk.walkObject(&documentShape(element.kind), {&old, &current}, {&meantOld, &meantCurrent}, {});
    return walk.found();
}

} // namespace weir
