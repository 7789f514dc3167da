// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that mend names that name nobody.
#include "core/base/translate.h"
#include "core/rules/elementids.h"
#include "core/rules/fixmaker.h"

#include "core/model/pointer.h"
#include "core/model/validation.h"
#include "core/model/valuewords.h"

using namespace Qt::StringLiterals;

namespace weir {

namespace {

const QString webhookPrefix = u"webhook:"_s;

/// Offers the nearest of \a ids for the name at the finding's place.
void offerNearest(FixMaker &fix, const std::vector<QString> &ids, const QString &prefix = {})
{
    const QString name = fix.text().sliced(std::min(prefix.size(), fix.text().size()));
    const QString near = nearestText(name, ids);
    if (!near.isEmpty())
        fix.set(FixKind::Suggestion, tr("Change “%1” to “%2”").arg(name, near), fix.pointer, jsonOf(prefix + near));
}

/// Offers to add what is named.
void offerNew(FixMaker &fix, Kind kind, const QString &title, const Json &members)
{
    const QString id = fix.text();
    if (!isSlug(id))
        return;
    Edits edits(fix.catalog);
    edits.addElement({kind, id}, documentOf(id, members));
    fix.add(FixKind::Suggestion, title.arg(id), edits);
}

/// A version whose payload may be any object.
Json openVersion(int number)
{
    return Json{{"version", number}, {"schema", {{"type", "object"}}}};
}

void unknownEvent(FixMaker &fix)
{
    offerNearest(fix, idsOf(fix.catalog, Kind::Event));
    // A publication may say which versions it sends.
    Json versions = Json::array();
    const Json sent = fix.value(itemPointer(fix.pointer, u"sends") + u"/versions"_s);
    for (const auto &[number, share] : sent.items())
        versions.push_back(openVersion(std::max(1, QString::fromStdString(number).toInt())));
    if (versions.empty())
        versions.push_back(openVersion(1));
    offerNew(fix, Kind::Event, tr("Add the event type “%1”"), Json{{"versions", versions}});
}

void unknownChannel(FixMaker &fix)
{
    offerNearest(fix, idsOf(fix.catalog, Kind::Channel));
    const bool isForDeadLetters = fix.pointer.endsWith(u"/deadLetter");
    offerNew(fix, Kind::Channel, isForDeadLetters ? tr("Add the queue “%1”") : tr("Add the topic “%1”"),
             Json{{"kind", isForDeadLetters ? "queue" : "topic"}});
}

void unknownPolicy(FixMaker &fix)
{
    offerNearest(fix, idsOf(fix.catalog, Kind::Policy));
    offerNew(fix, Kind::Policy, tr("Add the retry policy “%1”: four attempts, 1 s, 2 s and 4 s apart"),
             Json{{"maxAttempts", 4}, {"strategy", {{"type", "exponential"}, {"initialDelay", "1s"}}}});
    fix.remove(FixKind::Suggestion, tr("Remove the reference"), fix.pointer);
}

void unknownService(FixMaker &fix)
{
    offerNearest(fix, idsOf(fix.catalog, Kind::Service));
    offerNew(fix, Kind::Service, tr("Add the service “%1”"), Json::object());
}

void unknownWebhook(FixMaker &fix)
{
    offerNearest(fix, idsOf(fix.catalog, Kind::Webhook), webhookPrefix);
    fix.set(FixKind::Suggestion, tr("Notify on the desktop"), fix.pointer, jsonOf(u"desktop"));
}

void unknownSend(FixMaker &fix)
{
    if (const Service *service = fix.catalog.service(fix.element.id))
        offerNearest(fix, idsOf(service->sends));
    fix.remove(FixKind::Suggestion, tr("Remove “%1” from the operation").arg(fix.text()), fix.pointer);
}

void unknownParticipant(FixMaker &fix)
{
    const Flow *flow = fix.catalog.flow(fix.element.id);
    if (!flow)
        return;
    offerNearest(fix, idsOf(flow->participants));
    const Service *service = fix.catalog.service(fix.text());
    Json participant = Json{{"id", jsonOf(fix.text())}};
    if (service && !service->name.isEmpty())
        participant["name"] = jsonOf(service->name);
    participant["kind"] = "service";
    if (!isSlug(fix.text()))
        return;
    Edits edits(fix.catalog);
    edits.append(fix.element, u"/participants"_s, participant);
    fix.add(FixKind::Suggestion, tr("Add “%1” to the participants").arg(fix.text()), edits);
}

void unknownTarget(FixMaker &fix)
{
    const QString fault = itemPointer(fix.pointer, u"faults");
    fix.remove(FixKind::Suggestion, fault.isEmpty() ? tr("Remove it from the scenario") : tr("Remove the fault"),
               fault.isEmpty() ? fix.pointer : fault);
}

void unknownPosition(FixMaker &fix)
{
    fix.remove(FixKind::Safe, tr("Remove the position"), fix.pointer);
}

} // namespace

FixMakers referenceFixes()
{
    return {
        {u"structure/unknown-event"_s, unknownEvent},
        {u"structure/unknown-channel"_s, unknownChannel},
        {u"structure/unknown-policy"_s, unknownPolicy},
        {u"structure/unknown-service"_s, unknownService},
        {u"structure/unknown-webhook"_s, unknownWebhook},
        {u"structure/unknown-send"_s, unknownSend},
        {u"structure/unknown-participant"_s, unknownParticipant},
        {u"structure/unknown-target"_s, unknownTarget},
        {u"structure/unknown-position"_s, unknownPosition},
    };
}

} // namespace weir
