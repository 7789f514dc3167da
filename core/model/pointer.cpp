// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/pointer.h"

#include "core/base/translate.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <vector>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

/// The unescaped tokens; nothing when it is no pointer.
std::optional<std::vector<std::string>> tokensOf(QStringView pointer)
{
    std::vector<std::string> tokens;
    if (pointer.isEmpty())
        return tokens;
    if (pointer.front() != u'/')
        return std::nullopt;
    for (const QStringView part : pointer.sliced(1).split(u'/')) {
        QString token = part.toString();
        tokens.push_back(token.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s).toStdString());
    }
    return tokens;
}

/// The array index a token writes: digits without a leading zero (RFC 6901 §4).
std::optional<size_t> indexOf(const std::string &token)
{
    if (token.empty() || token.size() > 9 || (token.size() > 1 && token.front() == '0'))
        return std::nullopt;
    if (!std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return size_t(std::stoul(token));
}

const Json *childOf(const Json &parent, const std::string &token)
{
    if (parent.is_object()) {
        const auto found = parent.find(token);
        return found == parent.end() ? nullptr : &*found;
    }
    if (parent.is_array()) {
        const auto index = indexOf(token);
        return index && *index < parent.size() ? &parent[*index] : nullptr;
    }
    return nullptr;
}

Result<void> insertInto(Json &parent, const std::string &token, const Json &value)
{
    if (parent.is_object()) {
        parent[token] = value;
        return {};
    }
    const auto index = token == "-" ? std::optional(parent.size()) : indexOf(token);
    if (!parent.is_array() || !index || *index > parent.size())
        return Error{tr("Nothing can be inserted at \"%1\".").arg(QString::fromStdString(token)), {}, {}};
    parent.insert(parent.begin() + qsizetype(*index), value);
    return {};
}

} // namespace

QString escapedPointerToken(QStringView token)
{
    QString escaped = token.toString();
    if (escaped.contains(u'~') || escaped.contains(u'/'))
        escaped.replace(u"~"_s, u"~0"_s).replace(u"/"_s, u"~1"_s);
    return escaped;
}

const Json *valueAt(const Json &document, QStringView pointer)
{
    const auto tokens = tokensOf(pointer);
    if (!tokens)
        return nullptr;
    const Json *value = &document;
    for (const std::string &token : *tokens) {
        value = childOf(*value, token);
        if (!value)
            return nullptr;
    }
    return value;
}

Result<void> editAt(Json &document, QStringView pointer, Edit edit, const Json &value)
{
    const auto tokens = tokensOf(pointer);
    Q_ASSERT(tokens && !tokens->empty());
    Json *parent = &document;
    for (size_t i = 0; i + 1 < tokens->size(); ++i) {
        // The document is ours to change; only the look-up is const.
        parent = const_cast<Json *>(childOf(*parent, (*tokens)[i]));
        if (!parent)
            return Error{tr("There is no \"%1\" to change.").arg(pointer.toString()), {}, {}};
    }
    const std::string &last = tokens->back();
    if (edit == Edit::Insert)
        return insertInto(*parent, last, value);
    Json *target = const_cast<Json *>(childOf(*parent, last));
    if (!target)
        return Error{tr("There is no \"%1\" to change.").arg(pointer.toString()), {}, {}};
    if (edit == Edit::Replace)
        *target = value;
    else if (parent->is_object())
        parent->erase(last);
    else
        parent->erase(*indexOf(last));
    return {};
}

} // namespace weir
