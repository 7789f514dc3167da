// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/canonical.h"

#include "core/model/fields.h"
#include "core/model/pointer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace weir {

namespace {

Json canonicalValue(const ValueType &type, const Json &value);

Json canonicalObject(const Shape &shape, const Json &object)
{
    // Each unknown member travels with the known one before it; those before any known one come first.
    std::vector<std::vector<const std::string *>> followers(shape.fields().size() + 1);
    std::vector<bool> isThere(shape.fields().size() + 1, false);
    size_t current = 0;
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (const Field *field = shape.field(member.key())) {
            current = size_t(field - shape.fields().data()) + 1;
            isThere[current] = true;
        } else {
            followers[current].push_back(&member.key());
        }
    }
    Json result = Json::object();
    for (size_t i = 0; i < followers.size(); ++i) {
        if (i > 0 && isThere[i]) {
            const Field &field = shape.fields()[i - 1];
            result.push_back({field.key, canonicalValue(field.type, object.at(field.key))});
        }
        for (const std::string *key : followers[i])
            result.push_back({*key, object.at(*key)});
    }
    return result;
}

bool isBefore(const Json &left, const Json &right)
{
    return left < right;
}

Json canonicalItems(const ValueType &type, const Json &array)
{
    Json result = Json::array();
    for (const Json &item : array)
        result.push_back(canonicalValue(type.parts.front(), item));
    if (type.kind == ValueKind::Set)
        std::stable_sort(result.begin(), result.end(), isBefore);
    return result;
}

/// Numbers by value, all else by bytes.
bool isKeyBefore(const std::string &left, const std::string &right, bool isNumeric)
{
    unsigned leftNumber = 0, rightNumber = 0;
    if (isNumeric && std::from_chars(left.data(), left.data() + left.size(), leftNumber).ec == std::errc()
        && std::from_chars(right.data(), right.data() + right.size(), rightNumber).ec == std::errc()
        && leftNumber != rightNumber)
        return leftNumber < rightNumber;
    return left < right;
}

Json canonicalMap(const ValueType &type, const Json &object)
{
    std::vector<std::string> keys;
    for (auto member = object.begin(); member != object.end(); ++member)
        keys.push_back(member.key());
    if (!type.keepsOrder) {
        std::sort(keys.begin(), keys.end(), [&type](const std::string &left, const std::string &right) {
            return isKeyBefore(left, right, type.hasNumericKeys);
        });
    }
    std::map<std::string_view, const Json *> values;
    for (auto member = object.begin(); member != object.end(); ++member)
        values.emplace(member.key(), &member.value());
    Json::object_t result;
    result.reserve(keys.size());
    for (const std::string &key : keys)
        result.Container::emplace_back(key, canonicalValue(type.parts.front(), *values.at(key)));
    return Json(std::move(result));
}

Json canonicalValue(const ValueType &type, const Json &value)
{
    switch (type.kind) {
    case ValueKind::Object:
        return value.is_object() ? canonicalObject(type.shape(), value) : value;
    case ValueKind::Array:
    case ValueKind::Set:
        return value.is_array() ? canonicalItems(type, value) : value;
    case ValueKind::Map:
        return value.is_object() ? canonicalMap(type, value) : value;
    case ValueKind::Either:
        for (const ValueType &part : type.parts) {
            if (part.kind == ValueKind::Map && value.is_object())
                return canonicalMap(part, value);
        }
        return value;
    default:
        return value;
    }
}

/// The shape of the object \a parent points at; nullptr when it has none.
const Shape *shapeAt(Kind kind, QStringView parent)
{
    const ValueType document{.kind = ValueKind::Object};
    const ValueType *type = &document;
    const Shape *shape = &documentShape(kind);
    const auto tokens = parent.isEmpty() ? QList<QStringView>() : parent.sliced(1).split(u'/');
    for (qsizetype i = kind == Kind::Approvals ? 1 : 0; i < tokens.size(); ++i) {
        if (type->kind == ValueKind::Object) {
            const Field *field = shape ? shape->field(tokens[i].toUtf8().toStdString()) : nullptr;
            if (!field)
                return nullptr;
            type = &field->type;
        } else if (!type->parts.empty() && type->kind != ValueKind::Either) {
            type = &type->parts.front();
        } else {
            return nullptr;
        }
        shape = type->kind == ValueKind::Object ? &type->shape() : nullptr;
    }
    return shape;
}

} // namespace

Json canonicalDocument(Kind kind, const Json &document)
{
    const Shape &shape = documentShape(kind);
    if (kind == Kind::Approvals && document.is_array()) {
        Json result = Json::array();
        for (const Json &item : document)
            result.push_back(item.is_object() ? canonicalObject(shape, item) : item);
        return result;
    }
    return document.is_object() ? canonicalObject(shape, document) : document;
}

void moveToItsPlace(Kind kind, Json &document, QStringView pointer)
{
    const qsizetype slash = pointer.lastIndexOf(u'/');
    const Shape *shape = shapeAt(kind, pointer.first(slash));
    // The document is the caller's to change; only the look-up is const.
    Json *object = const_cast<Json *>(valueAt(document, pointer.first(slash)));
    if (!shape || !object || !object->is_object())
        return;
    auto &members = object->get_ref<Json::object_t &>();
    const Field *own = shape->field(members.back().first);
    if (!own)
        return;
    auto place = members.begin();
    while (place != members.end() - 1) {
        const Field *other = shape->field(place->first);
        if (other && other > own)
            break;
        ++place;
    }
    std::vector<std::pair<std::string, Json>> ordered;
    ordered.reserve(members.size());
    for (auto member = members.begin(); member != members.end() - 1; ++member) {
        if (member == place)
            ordered.emplace_back(members.back().first, std::move(members.back().second));
        ordered.emplace_back(member->first, std::move(member->second));
    }
    if (place == members.end() - 1)
        ordered.emplace_back(members.back().first, std::move(members.back().second));
    Json::object_t result;
    for (auto &[key, value] : ordered)
        result.Container::emplace_back(key, std::move(value));
    *object = Json(std::move(result));
}

bool meansTheSame(const Json &left, const Json &right)
{
    return left == right || nlohmann::json(left) == nlohmann::json(right);
}

} // namespace weir
