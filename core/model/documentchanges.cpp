// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/documentchanges.h"

#include "core/model/pointer.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace weir {

namespace {

bool haveSameKeys(const Json &before, const Json &after)
{
    return before.size() == after.size()
        && std::equal(before.items().begin(), before.items().end(), after.items().begin(),
                      [](const auto &left, const auto &right) { return left.key() == right.key(); });
}

void compare(const ElementRef &element, const QString &pointer, const Json &before, const Json &after,
             QList<Change> &changes)
{
    if (before == after)
        return;
    if (before.is_object() && after.is_object() && haveSameKeys(before, after)) {
        auto other = after.begin();
        for (auto member = before.begin(); member != before.end(); ++member, ++other) {
            const QString token = escapedPointerToken(QString::fromStdString(member.key()));
            compare(element, pointer + u'/' + token, member.value(), other.value(), changes);
        }
        return;
    }
    if (before.is_array() && after.is_array() && before.size() == after.size()) {
        for (size_t index = 0; index < before.size(); ++index)
            compare(element, pointer + u'/' + QString::number(index), before[index], after[index], changes);
        return;
    }
    changes.append({element, pointer, JsonValue(before), JsonValue(after)});
}

} // namespace

QList<Change> documentChanges(const ElementRef &element, const JsonValue &before, const JsonValue &after)
{
    if (!before || !after)
        return before == after ? QList<Change>() : QList<Change>{{element, {}, before, after}};
    QList<Change> changes;
    compare(element, {}, before.get(), after.get(), changes);
    return changes;
}

} // namespace weir
