// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/quickjson.h"

#include "core/syntax/reader.h"

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>
#include <vector>

namespace weir {

namespace {

namespace dom = simdjson::dom;

/// The parser takes up to fifteen times as much memory as its document.
constexpr qsizetype mostBytes = 1024 * 1024;
/// What parsed a larger document is not kept for the next one.
constexpr qsizetype mostKeptBytes = 64 * 1024;
/// Below it, comparing all with all is faster than sorting.
constexpr std::size_t fewMembers = 16;

class JsonParser
{
public:
    simdjson::simdjson_result<dom::element> parse(QByteArrayView bytes)
    {
        const auto size = std::size_t(bytes.size());
        if (m_padded.size() < size + simdjson::SIMDJSON_PADDING)
            m_padded.resize(size + simdjson::SIMDJSON_PADDING);
        std::memcpy(m_padded.data(), bytes.data(), size);
        return m_parser.parse(m_padded.data(), size, false);
    }

private:
    dom::parser m_parser;
    std::vector<char> m_padded; ///< The document and what the parser reads beyond its end.
};

bool hasEqualKeys(const Json::object_t::Container &members)
{
    if (members.size() <= fewMembers) {
        for (auto member = members.begin(); member != members.end(); ++member) {
            if (std::any_of(members.begin(), member, [&](const auto &before) { return before.first == member->first; }))
                return true;
        }
        return false;
    }
    std::vector<std::string_view> keys;
    keys.reserve(members.size());
    for (const auto &member : members)
        keys.emplace_back(member.first);
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

/// Copies what was parsed, within the limits and with the types of readJson(). Each function returns false where that would
/// do something else.
class JsonCopy
{
public:
    bool copy(const dom::element &from, Json &to, int depth)
    {
        switch (from.type()) {
        case dom::element_type::OBJECT:
            return copyObject(from.get_object().value_unsafe(), to, depth + 1);
        case dom::element_type::ARRAY:
            return copyArray(from.get_array().value_unsafe(), to, depth + 1);
        case dom::element_type::STRING:
            to = std::string(from.get_string().value_unsafe());
            return true;
        case dom::element_type::INT64:
            to = from.get_int64().value_unsafe();
            return true;
        case dom::element_type::DOUBLE:
            return copyNumber(from.get_double().value_unsafe(), to);
        case dom::element_type::BOOL:
            to = from.get_bool().value_unsafe();
            return true;
        case dom::element_type::NULL_VALUE:
            return true;
        case dom::element_type::UINT64:
            break;
        }
        return false;
    }

private:
    bool isWithinLimits(std::size_t more, int depth)
    {
        m_values += qsizetype(more);
        return m_values <= m_limits.nodes && depth <= m_limits.depth;
    }

    /// A negative number that is too small for a double becomes 0.0 there and -0.0 here.
    static bool copyNumber(double from, Json &to)
    {
        to = from;
        return from != 0 || !std::signbit(from);
    }

    bool copyObject(const dom::object &from, Json &to, int depth)
    {
        if (!isWithinLimits(from.size(), depth))
            return false;
        to = Json::object();
        Json::object_t::Container &members = to.get_ref<Json::object_t &>();
        members.reserve(from.size());
        for (const auto &[key, value] : from) {
            members.emplace_back(std::string(key), nullptr);
            if (!copy(value, members.back().second, depth))
                return false;
        }
        return !hasEqualKeys(members);
    }

    bool copyArray(const dom::array &from, Json &to, int depth)
    {
        if (!isWithinLimits(from.size(), depth))
            return false;
        to = Json::array();
        auto &items = to.get_ref<Json::array_t &>();
        items.reserve(from.size());
        for (const dom::element item : from) {
            items.emplace_back(nullptr);
            if (!copy(item, items.back(), depth))
                return false;
        }
        return true;
    }

    ReadLimits m_limits;
    qsizetype m_values = 1; ///< The document itself.
};

std::optional<Json> parsedBy(JsonParser &parser, QByteArrayView bytes)
{
    const auto document = parser.parse(bytes);
    Json value;
    if (document.error() != simdjson::SUCCESS || !JsonCopy().copy(document.value_unsafe(), value, 0))
        return std::nullopt;
    return value;
}

} // namespace

std::optional<Json> quickJson(QByteArrayView bytes)
{
    // A conflict marker, which SourceText looks for at the start of lines, is no JSON anywhere.
    if (bytes.isEmpty() || bytes.size() > mostBytes)
        return std::nullopt;
    if (bytes.size() > mostKeptBytes) {
        JsonParser parser;
        return parsedBy(parser, bytes);
    }
    thread_local JsonParser parser;
    return parsedBy(parser, bytes);
}

} // namespace weir
