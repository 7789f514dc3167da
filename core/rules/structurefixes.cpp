// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that mend what is there twice, or not at all.
#include "core/base/translate.h"
#include "core/rules/fixmaker.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

int versionOf(const Json &version)
{
    const Json *number = memberOf(version, u"version");
    return number && number->is_number_integer() ? number->get<int>() : 0;
}

void duplicateItem(FixMaker &fix)
{
    const QString list = fix.pointer.section(u'/', 1, 1);
    const Json items = fix.value(u'/' + list);
    const Json item = fix.value();
    QString id = memberText(item, u"id");
    if (id.isEmpty())
        id = memberText(item, u"event");
    if (!items.is_array() || id.isEmpty())
        return;
    const QString free = freeName(id, [&items](const QString &name) {
        return std::any_of(items.begin(), items.end(), [&name](const Json &each) {
            return memberText(each, u"id") == name || memberText(each, u"event") == name;
        });
    });
    fix.set(FixKind::Suggestion, tr("Call it “%1”").arg(free), fix.pointer + u"/id"_s, jsonOf(free));
    fix.remove(FixKind::Suggestion, tr("Remove it"), fix.pointer);
}

void noEvents(FixMaker &fix)
{
    fix.set(FixKind::Suggestion, tr("Take every event"), fix.pointer + u"/events"_s, Json::array({"*"}));
}

void noVersion(FixMaker &fix)
{
    Edits edits(fix.catalog);
    edits.set(fix.element, u"/versions"_s, Json::array({Json{{"version", 1}, {"schema", {{"type", "object"}}}}}));
    fix.add(FixKind::Suggestion, tr("Add version 1, a draft that allows any object"), edits);
}

void duplicateVersion(FixMaker &fix)
{
    const Json versions = fix.value(u"/versions"_s);
    const Json version = fix.value();
    if (!versions.is_array() || !version.is_object())
        return;
    const auto isSame = [&version](const Json &each) { return each == version; };
    if (std::count_if(versions.begin(), versions.end(), isSame) > 1)
        fix.remove(FixKind::Safe, tr("Remove the repetition"), fix.pointer);
    int newest = 0;
    for (const Json &each : versions)
        newest = std::max(newest, versionOf(each));
    Json renumbered = version;
    renumbered["version"] = newest + 1;
    Edits edits(fix.catalog);
    edits.remove(fix.element, fix.pointer);
    edits.append(fix.element, u"/versions"_s, renumbered);
    fix.add(FixKind::Suggestion, tr("Make it version %1").arg(newest + 1), edits);
}

void versionOrder(FixMaker &fix)
{
    Json versions = fix.value(u"/versions"_s);
    if (!versions.is_array())
        return;
    std::stable_sort(versions.begin(), versions.end(),
                     [](const Json &a, const Json &b) { return versionOf(a) < versionOf(b); });
    fix.set(FixKind::Safe, tr("Sort the versions from the oldest to the newest"), u"/versions"_s, versions);
}

} // namespace

FixMakers structureFixes()
{
    return {
        {u"structure/duplicate-item"_s, duplicateItem}, {u"structure/no-events"_s, noEvents},
        {u"structure/no-version"_s, noVersion},         {u"structure/duplicate-version"_s, duplicateVersion},
        {u"structure/version-order"_s, versionOrder},
    };
}

} // namespace weir
