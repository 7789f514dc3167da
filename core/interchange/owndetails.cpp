// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/owndetails.h"

#include "core/model/canonical.h"

#include <QCoreApplication>

namespace weir {

namespace {

/// Wraps an array's changes, and values that would mean something else in a patch.
constexpr char itemsKey[] = "x-weir-items";
constexpr char valueKey[] = "x-weir-value";

bool isArrayOfObjects(const Json &value)
{
    return value.is_array() && !value.empty()
        && std::all_of(value.begin(), value.end(), [](const Json &item) { return item.is_object(); });
}

Json changeOf(const Json &from, const Json &to);

Json memberChanges(const Json &from, const Json &to)
{
    Json change = Json::object();
    for (const auto &[key, value] : to.items()) {
        const auto before = from.find(key);
        if (before == from.end() || !meansTheSame(*before, value))
            change[key] = before == from.end() ? Json{{valueKey, value}} : changeOf(*before, value);
    }
    for (const auto &[key, value] : from.items()) {
        if (!to.contains(key))
            change[key] = nullptr;
    }
    return change;
}

Json changeOf(const Json &from, const Json &to)
{
    if (from.is_object() && to.is_object())
        return memberChanges(from, to);
    if (!isArrayOfObjects(from) || !isArrayOfObjects(to) || from.size() != to.size())
        return Json{{valueKey, to}};
    Json items = Json::object();
    for (size_t i = 0; i < to.size(); ++i) {
        if (!meansTheSame(from[i], to[i]))
            items[std::to_string(i)] = memberChanges(from[i], to[i]);
    }
    return Json{{itemsKey, std::move(items)}};
}

/// Applies changes, and says of those that do not fit where they stand.
class Patcher
{
public:
    explicit Patcher(ImportLog &log) : m_log(log) {}

    void apply(Json &target, const Node &change)
    {
        for (const Node member : change) {
            const std::string key = member.key().toStdString();
            const Node value = member[QString::fromLatin1(valueKey)], items = member[QString::fromLatin1(itemsKey)];
            if (member.type() == NodeType::Null)
                target.erase(key);
            else if (value.isValid())
                target[key] = value.toJson();
            else if (items.isValid())
                applyItems(target, key, items);
            else if (member.isObject() && target.contains(key) && target[key].is_object())
                apply(target[key], member);
            else
                report(member);
        }
    }

private:
    void applyItems(Json &target, const std::string &key, const Node &items)
    {
        const auto array = target.find(key);
        for (const Node item : items) {
            bool isNumber = false;
            const size_t index = item.key().toUInt(&isNumber);
            const bool fits = isNumber && item.isObject() && array != target.end() && array->is_array()
                && index < array->size() && (*array)[index].is_object();
            if (fits)
                apply((*array)[index], item);
            else
                report(item);
        }
    }

    void report(const Node &change)
    {
        m_log.warning(QCoreApplication::translate("weir", "Weir's own details of “%1” no longer fit the document.")
                          .arg(change.key()),
                      change.keyPlace(), QCoreApplication::translate("weir", "It was changed after Weir wrote it."));
    }

    ImportLog &m_log;
};

} // namespace

Json detailsBeyond(const ElementDocuments &foreign, const ElementDocuments &own)
{
    Json details = Json::object();
    const auto change = [&details](const ElementRef &element) -> Json & {
        return details[kindName(element.kind).toStdString()][element.id.toStdString()];
    };
    for (auto it = own.begin(); it != own.end(); ++it) {
        const auto before = foreign.constFind(it.key());
        if (before == foreign.constEnd())
            change(it.key()) = Json{{valueKey, it.value()}};
        else if (!meansTheSame(*before, it.value()))
            change(it.key()) = changeOf(*before, it.value());
    }
    for (auto it = foreign.begin(); it != foreign.end(); ++it) {
        if (!own.contains(it.key()))
            change(it.key()) = nullptr;
    }
    return details.empty() ? Json() : details;
}

ElementDocuments ownDetails(ElementDocuments foreign, const Located &document, ImportLog &log)
{
    const Node details = document.node[u"x-weir"];
    if (!details.isObject())
        return foreign;
    Patcher patcher(log);
    for (const Node elements : details) {
        const auto kind = kindNamed(elements.key());
        if (!kind) {
            log.warning(QCoreApplication::translate("weir", "“%1” is no kind of element.").arg(elements.key()),
                        elements.keyPlace());
            continue;
        }
        // One element after the other, as members of one object.
        Json documents = Json::object();
        for (auto it = foreign.begin(); it != foreign.end(); ++it) {
            if (it.key().kind == *kind)
                documents[it.key().id.toStdString()] = it.value();
        }
        patcher.apply(documents, elements);
        foreign.removeIf([&](const auto &it) { return it.key().kind == *kind; });
        for (const auto &[id, value] : documents.items())
            foreign.insert({*kind, QString::fromStdString(id)}, value);
    }
    return foreign;
}

} // namespace weir
