// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edits.h"

#include "core/model/canonical.h"
#include "core/model/pointer.h"

#include <nlohmann/json.hpp>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QStringView parentOf(QStringView pointer)
{
    return pointer.first(pointer.lastIndexOf(u'/'));
}

/// The last token of \a pointer, unescaped.
std::string lastToken(QStringView pointer)
{
    QString token = pointer.sliced(pointer.lastIndexOf(u'/') + 1).toString();
    return token.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s).toStdString();
}

} // namespace

JsonValue Edits::document(const ElementRef &element) const
{
    const auto touched = m_touched.constFind(element);
    return touched != m_touched.cend() ? *touched : m_catalog.document(element);
}

JsonValue Edits::value(const ElementRef &element, const QString &pointer) const
{
    const JsonValue whole = document(element);
    const Json *found = whole ? valueAt(whole.get(), pointer) : nullptr;
    return found ? JsonValue(*found) : JsonValue();
}

void Edits::set(const ElementRef &element, const QString &pointer, const Json &value)
{
    const JsonValue whole = document(element);
    if (!whole || !pointer.startsWith(u'/'))
        return;
    if (const Json *present = valueAt(whole.get(), pointer)) {
        if (!meansTheSame(*present, value))
            push(element, pointer, JsonValue(*present), JsonValue(value));
        return;
    }
    QString at = pointer;
    Json wrapped = value;
    while (!valueAt(whole.get(), parentOf(at))) {
        Json parent = Json::object();
        parent[lastToken(at)] = std::move(wrapped);
        wrapped = std::move(parent);
        at = parentOf(at).toString();
    }
    const Json *parent = valueAt(whole.get(), parentOf(at));
    if (parent->is_array())
        at = parentOf(at).toString() + u"/-"_s;
    if (parent->is_array() || parent->is_object())
        push(element, at, {}, JsonValue(std::move(wrapped)));
}

void Edits::append(const ElementRef &element, const QString &pointer, const Json &item)
{
    if (value(element, pointer))
        set(element, pointer + u"/-"_s, item);
    else
        set(element, pointer, Json::array({item}));
}

void Edits::remove(const ElementRef &element, const QString &pointer)
{
    if (const JsonValue present = value(element, pointer); present && !pointer.isEmpty())
        push(element, pointer, present, {});
}

void Edits::addElement(const ElementRef &element, const Json &document)
{
    if (!this->document(element))
        push(element, {}, {}, JsonValue(document));
}

void Edits::removeElement(const ElementRef &element)
{
    if (const JsonValue present = document(element))
        push(element, {}, present, {});
}

void Edits::push(const ElementRef &element, const QString &pointer, const JsonValue &before, const JsonValue &after)
{
    JsonValue changed = after;
    if (!pointer.isEmpty()) {
        Json whole = document(element).get();
        const Edit edit = !before ? Edit::Insert : after ? Edit::Replace : Edit::Remove;
        if (!editAt(whole, pointer, edit, after.get()))
            return;
        changed = JsonValue(std::move(whole));
    }
    m_touched.insert(element, changed);
    m_changes.append({element, pointer, before, after});
}

} // namespace weir
