// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that bring versions together.
#include "core/base/translate.h"
#include "core/rules/fixmaker.h"

#include "core/rules/design.h"
#include "core/rules/seal.h"
#include "core/rules/versions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

/// Accepts every version that the consumer is sent, beside those it accepts.
void acceptAll(FixMaker &fix)
{
    const QString item = itemPointer(fix.pointer, u"receives");
    const Service *service = fix.catalog.service(fix.element.id);
    const qsizetype index = item.section(u'/', 2).toLongLong();
    if (!service || item.isEmpty() || index >= service->receives.size())
        return;
    QList<int> accepted = service->receives.at(index).versions;
    const delivery::Routing routing(fix.catalog);
    for (int i = 0; i < routing.consumers().size(); ++i) {
        if (routing.consumers().at(i).subscription == &service->receives.at(index))
            accepted += unhandledVersions(fix.catalog, routing, i) + lingeringVersions(fix.catalog, routing, i);
    }
    std::sort(accepted.begin(), accepted.end());
    accepted.erase(std::unique(accepted.begin(), accepted.end()), accepted.end());
    Json numbers = Json::array();
    for (const int version : std::as_const(accepted))
        numbers.push_back(version);
    fix.set(FixKind::Suggestion, tr("Accept every version that may come"), item + u"/versions"_s, numbers);
}

void unknownVersion(FixMaker &fix)
{
    const int version = fix.pointer.section(u'/', -1).toInt();
    const EventType *event = fix.catalog.event(textOf(fix.value(itemPointer(fix.pointer, u"sends") + u"/event"_s)));
    if (!event || version < 1)
        return;
    const EventVersion *newest = event->newest();
    if (newest && version == newest->version + 1) {
        Edits edits(fix.catalog);
        Json added = Json{{"version", version}};
        if (newest->schema)
            added["schema"] = newest->schema.get();
        edits.append({Kind::Event, event->id}, u"/versions"_s, added);
        fix.add(
            FixKind::Suggestion,
            tr("Add version %1 to “%2”, a copy of version %3").arg(version).arg(event->title()).arg(newest->version),
            edits);
    }
    fix.remove(FixKind::Suggestion, tr("Send the newest version"), fix.pointer.first(fix.pointer.lastIndexOf(u'/')));
}

void unknownAccepted(FixMaker &fix)
{
    fix.remove(FixKind::Suggestion, tr("Do not accept it"), fix.pointer);
}

void retired(FixMaker &fix)
{
    const EventType *event = fix.catalog.event(textOf(fix.value(fix.pointer + u"/event"_s)));
    if (!event)
        return;
    Edits edits(fix.catalog);
    for (qsizetype i = 0; i < event->versions.size(); ++i) {
        if (event->versions.at(i).status == VersionStatus::Retired)
            edits.set({Kind::Event, event->id}, u"/versions/%1/status"_s.arg(i), jsonOf(u"deprecated"));
    }
    fix.add(FixKind::Suggestion, tr("Set its status back to deprecated"), edits);
}

/// Takes what the newer version requires and the older did not from its `required`, unless it is sealed.
void makeOptional(FixMaker &fix)
{
    const qsizetype index = fix.pointer.section(u'/', 2, 2).toLongLong();
    const EventType *event = fix.catalog.event(fix.element.id);
    if (!event || index < 1 || index >= event->versions.size())
        return;
    const QString version = u"/versions/%1"_s.arg(index);
    const Json before = fix.value(u"/versions/%1/schema/required"_s.arg(index - 1));
    const Json after = fix.value(version + u"/schema/required"_s);
    if (!after.is_array() || !fix.value(version + u"/x-digest"_s).is_null())
        return;
    Json kept = Json::array();
    QStringList freed;
    for (const Json &name : after) {
        if (before.is_array() && std::find(before.begin(), before.end(), name) != before.end())
            kept.push_back(name);
        else
            freed.append(tr("“%1”").arg(textOf(name)));
    }
    if (!freed.isEmpty())
        fix.set(FixKind::Suggestion,
                tr("Make %1 optional in version %2").arg(listed(freed)).arg(event->versions.at(index).version),
                version + u"/schema/required"_s, kept);
}

void seal(FixMaker &fix)
{
    const QString version = u"/versions/"_s + fix.pointer.section(u'/', 2, 2);
    const Json schema = fix.value(version + u"/schema"_s);
    const Json digest = jsonOf(schemaDigest(fix.catalog, schema));
    const bool isSealed = !fix.value(version + u"/x-digest"_s).is_null();
    fix.set(isSealed ? FixKind::Suggestion : FixKind::Safe, isSealed ? tr("Seal it as it is now") : tr("Seal it"),
            version + u"/x-digest"_s, digest);
    if (!isSealed)
        return;
    Edits edits(fix.catalog);
    edits.remove(fix.element, version + u"/x-digest"_s);
    edits.set(fix.element, version + u"/status"_s, jsonOf(u"draft"));
    fix.add(FixKind::Suggestion, tr("Unlock it: make it a draft again"), edits);
}

} // namespace

FixMakers schemaFixes()
{
    return {
        {u"schema/published-changed"_s, seal},         {u"schema/unsealed"_s, seal},
        {u"schema/unhandled-version"_s, acceptAll},    {u"schema/lingering-version"_s, acceptAll},
        {u"schema/unknown-version"_s, unknownVersion}, {u"schema/unknown-accepted-version"_s, unknownAccepted},
        {u"schema/retired-version"_s, retired},        {u"schema/incompatible-step"_s, makeOptional},
    };
}

} // namespace weir
