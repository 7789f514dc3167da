// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/schemareferences.h"

#include <nlohmann/json.hpp>

namespace weir {

namespace {

enum class Position { Schema, MapOfSchemas };

Json renamedIn(const Json &value, const std::function<QString(const QString &)> &renamed, Position place)
{
    if (value.is_array()) {
        Json array = Json::array();
        for (const Json &item : value)
            array.push_back(renamedIn(item, renamed, Position::Schema));
        return array;
    }
    if (!value.is_object())
        return value;
    Json object = Json::object();
    Json::object_t::Container &members = object.get_ref<Json::object_t &>();
    for (const auto &[name, member] : value.items()) {
        const QString key = QString::fromStdString(name);
        const bool isSchema = place == Position::Schema;
        if (isSchema && key == u"$ref" && member.is_string())
            members.emplace_back(name, jsonOf(renamed(textOf(member))));
        else if (isSchema && holdsData(key))
            members.emplace_back(name, member);
        else
            members.emplace_back(
                name,
                renamedIn(member, renamed, isSchema && holdsSchemas(key) ? Position::MapOfSchemas : Position::Schema));
    }
    return object;
}

} // namespace

bool holdsSchemas(const QString &key)
{
    return key == u"properties" || key == u"patternProperties" || key == u"definitions" || key == u"$defs"
        || key == u"dependencies" || key == u"dependentSchemas";
}

bool holdsData(const QString &key)
{
    return key == u"enum" || key == u"const" || key == u"default" || key == u"example" || key == u"examples";
}

Json withReferences(const Json &schema, const std::function<QString(const QString &)> &renamed)
{
    return renamedIn(schema, renamed, Position::Schema);
}

} // namespace weir
