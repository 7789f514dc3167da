// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/tree.h"
#include "core/syntax/yamlscalar.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace weir {

namespace {

Json scalarJson(const Node &node)
{
    switch (node.type()) {
    case NodeType::Boolean:
        return node.toBool();
    case NodeType::Integer:
        if (const auto integer = integerOf(node.bytes()))
            return *integer;
        break;
    case NodeType::Number:
        break;
    case NodeType::String:
        return std::string(node.bytes().data(), size_t(node.bytes().size()));
    default:
        return nullptr;
    }
    const double number = node.toDouble();
    // JSON has no infinity and no NaN: their YAML spelling says more than null.
    return std::isfinite(number) ? Json(number) : Json(node.bytes().toByteArray().toStdString());
}

} // namespace

Json Node::toJson() const
{
    // As deep as the reader allowed (ReadLimits::depth), so recursion is bounded.
    if (isArray()) {
        Json array = Json::array();
        for (const Node item : *this)
            array.push_back(item.toJson());
        return array;
    }
    if (isObject()) {
        Json object = Json::object();
        Json::object_t::Container &members = object.get_ref<Json::object_t &>();
        // Readers refuse duplicate keys; appending avoids nlohmann's linear search for each.
        for (const Node member : *this) {
            const QByteArrayView name =
                m_tree->textAt(m_tree->m_rows[member.m_index].key, m_tree->m_rows[member.m_index].keySize);
            members.emplace_back(std::string(name.data(), size_t(name.size())), member.toJson());
        }
        return object;
    }
    return scalarJson(*this);
}

} // namespace weir
