// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/instancevalue.h"

#include "core/base/translate.h"
#include "core/schema/exactnumber.h"
#include "core/schema/schemagraph.h"

#include <QHashFunctions>

#include <algorithm>
#include <unordered_map>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownCharacters = 40;

bool areEqualNumbers(const Node &a, const Node &b)
{
    if (a.bytes() == b.bytes())
        return true;
    const auto left = ExactNumber::of(a.bytes()), right = ExactNumber::of(b.bytes());
    return left && right ? *left == *right : a.toDouble() == b.toDouble();
}

} // namespace

bool areEqual(const Node &a, const Node &b, qint64 &cost)
{
    ++cost;
    if (a.isNumber() && b.isNumber())
        return areEqualNumbers(a, b);
    if (a.type() != b.type() || a.size() != b.size())
        return false;
    switch (a.type()) {
    case NodeType::Boolean:
        return a.toBool() == b.toBool();
    case NodeType::String:
        return a.bytes() == b.bytes();
    case NodeType::Array: {
        auto other = b.begin();
        return std::all_of(a.begin(), a.end(), [&](const Node &item) { return areEqual(item, *other++, cost); });
    }
    case NodeType::Object:
        return std::all_of(a.begin(), a.end(), [&](const Node &member) {
            const Node other = b.member(member.keyBytes());
            return other.isValid() && areEqual(member, other, cost);
        });
    default:
        return true;
    }
}

size_t hashOf(const Node &value, qint64 &cost)
{
    ++cost;
    size_t hash = 0;
    switch (value.type()) {
    case NodeType::Null:
        return 1;
    case NodeType::Boolean:
        return value.toBool() ? 2 : 3;
    case NodeType::Integer:
    case NodeType::Number: {
        const auto number = ExactNumber::of(value.bytes());
        return number ? number->hash() : qHash(value.toDouble());
    }
    case NodeType::String:
        return qHash(value.bytes(), 4);
    case NodeType::Array:
        for (const Node item : value)
            hash = qHashMulti(hash, hashOf(item, cost), size_t(5));
        return hash;
    case NodeType::Object:
        for (const Node member : value) // A sum: the order does not count.
            hash += qHashMulti(6, qHash(member.keyBytes()), hashOf(member, cost));
        return hash;
    }
    return hash;
}

qsizetype characterCount(QByteArrayView text)
{
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

quint32 typeBitsOf(const Node &value)
{
    switch (value.type()) {
    case NodeType::Null:
        return typebit::null;
    case NodeType::Boolean:
        return typebit::boolean;
    case NodeType::Integer:
        return typebit::integer | typebit::number;
    case NodeType::Number: {
        const auto number = ExactNumber::of(value.bytes());
        return number && number->isInteger() ? typebit::integer | typebit::number : typebit::number;
    }
    case NodeType::String:
        return typebit::string;
    case NodeType::Array:
        return typebit::array;
    case NodeType::Object:
        break;
    }
    return typebit::object;
}

QString shortText(const Node &value)
{
    switch (value.type()) {
    case NodeType::Null:
        return u"null"_s;
    case NodeType::Array:
        return tr("an array");
    case NodeType::Object:
        return tr("an object");
    case NodeType::String: {
        const QString text = value.text();
        return u'"' + (text.size() > shownCharacters ? text.first(shownCharacters) + u'…' : text) + u'"';
    }
    default:
        return value.text();
    }
}

bool areUnique(const Node &array, qint64 &cost)
{
    std::unordered_multimap<size_t, Node> seen;
    for (const Node item : array) {
        const size_t hash = hashOf(item, cost);
        const auto [from, to] = seen.equal_range(hash);
        if (std::any_of(from, to, [&](const auto &known) { return areEqual(known.second, item, cost); }))
            return false;
        seen.emplace(hash, item);
    }
    return true;
}

} // namespace weir
