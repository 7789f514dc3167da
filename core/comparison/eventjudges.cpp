// SPDX-License-Identifier: GPL-3.0-or-later
// What a change of an event type or of a schema means to those who receive the event.
#include "core/comparison/judgement.h"

#include "core/base/translate.h"
#include "core/rules/design.h"
#include "core/rules/versions.h"
#include "core/schema/evolution.h"

#include <nlohmann/json.hpp>

#include <QSet>

#include <algorithm>

namespace weir {

namespace {

const EventVersion *versionNumbered(const EventType *event, int number)
{
    if (!event)
        return nullptr;
    const auto found = std::find_if(event->versions.begin(), event->versions.end(),
                                    [number](const EventVersion &version) { return version.version == number; });
    return found == event->versions.end() ? nullptr : &*found;
}

int versionOf(const Question &question)
{
    return question.itemName().toInt();
}

void judgeWholeEvent(const Question &question, Difference &difference)
{
    const delivery::Routing &from = question.sides.from;
    const QStringList hurt = pathsOf(from, from.consumersOf(question.element.id));
    if (question.member.kind == DifferenceKind::Added)
        return;
    if (hurt.isEmpty()) {
        difference.effect = tr("Nobody received it.");
    } else if (question.member.kind == DifferenceKind::Removed) {
        setBreaking(difference, "removed", tr("Who received it gets it no more."), hurt,
                    tr("Deprecate it, and remove it when nobody subscribes any more."));
    } else {
        setBreaking(
            difference, "renamed",
            tr("The name travels in each message: those still under way, and programs that are not moved at the "
               "same time, say “%1”.")
                .arg(difference.formerId),
            hurt, tr("Publish under both names until all consumers have moved."));
    }
}

/// The evolution from one schema to another, if both can be compiled.
std::optional<SchemaEvolution> evolutionBetween(const Question &question, const JsonValue &before,
                                                const JsonValue &after)
{
    if (!before || !after)
        return std::nullopt;
    const SchemaCompilation &old = question.sides.oldSchemas().compile(before.get());
    const SchemaCompilation &current = question.sides.newSchemas().compile(after.get());
    if (!old.isOk() || !current.isOk())
        return std::nullopt;
    return evolutionOf(old.schema, current.schema);
}

/// The first reasons why a step breaks something.
QString reasonsOf(const SchemaEvolution &evolution)
{
    constexpr qsizetype most = 2;
    QStringList whys;
    for (const SchemaChange &change : evolution.changes) {
        if (change.isBreaking() && !whys.contains(change.why))
            whys.append(change.why);
    }
    const qsizetype more = whys.size() - most;
    return whys.mid(0, most).join(u' ') + (more > 0 ? u' ' + tr("(and %1 more)").arg(more) : QString());
}

QString adviceOf(const SchemaEvolution &evolution)
{
    const QString fix = evolution.changes.isEmpty() ? QString() : evolution.changes.first().fix;
    return fix.isEmpty() ? tr("Add an upcaster to the consumers, or make it a new version.") : fix;
}

/// Whether somebody publishes that version of the event in the later design.
bool isSent(const Question &question, const EventType &event, int version)
{
    const auto &producers = question.sides.to.producers();
    const QList<int> sources = question.sides.to.producersOf(event.id);
    return std::any_of(sources.begin(), sources.end(),
                       [&](int index) { return producedVersions(producers.at(index), event).contains(version); });
}

/// Subscriptions in the later design that the step to a new version hurts, by the versions they accept.
QStringList hurtByStep(const Question &question, const EventType &event, int before, int after, Compatibility verdict)
{
    QStringList hurt;
    const bool sendsNew = isSent(question, event, after);
    for (const int index : question.sides.to.consumersOf(event.id)) {
        const delivery::Consumer &consumer = question.sides.to.consumers().at(index);
        if (!consumer.subscription)
            continue;
        const StepEffect effect = stepEffect(*consumer.subscription, before, after, verdict);
        // Who accepts anything reads new events as it read the old ones.
        const bool readsNewAsOld = effect == StepEffect::NewHurts || effect == StepEffect::Unstated;
        if (effect == StepEffect::OldHurts || (readsNewAsOld && sendsNew && !isForward(verdict)))
            hurt.append(consumer.path);
    }
    return hurt;
}

/// Consumers of \a event that are sent \a version now and do not accept it.
QStringList refusingVersion(const Question &question, const EventType &event, int version)
{
    QStringList paths = pathsOf(question.sides.to, question.sides.to.consumersOf(event.id));
    paths.removeIf([&](const QString &path) {
        return !newlyRefusedVersions(question.sides, path).contains(QString::number(version));
    });
    return paths;
}

void judgeNewVersion(const Question &question, Difference &difference)
{
    const EventType &event = *question.sides.after.event(question.element.id);
    const EventType *old = question.sides.before.event(question.element.id);
    const EventVersion *current = versionNumbered(&event, versionOf(question));
    const EventVersion *previous = old ? old->newest() : nullptr;
    if (!previous || !current)
        return;
    const auto evolution = evolutionBetween(question, previous->schema, current->schema);
    const QStringList hurt = evolution
        ? hurtByStep(question, event, previous->version, current->version, evolution->verdict)
        : QStringList();
    const QStringList refusing = refusingVersion(question, event, current->version);
    if (hurt.isEmpty() && !refusing.isEmpty()) {
        setBreaking(difference, "version-refused",
                    tr("Version %1 is sent as soon as it is there, and they do not accept it.").arg(current->version),
                    refusing,
                    tr("Let them accept it, or say in the publication which versions are sent until they do."));
    } else if (!hurt.isEmpty()) {
        setBreaking(difference, "version-incompatible", reasonsOf(*evolution), hurt + refusing, adviceOf(*evolution));
    } else if (!evolution) {
        difference.effect = tr("It cannot be compared with version %1: one of them has no schema, or one that is none.")
                                .arg(previous->version);
    } else if (evolution->verdict == Compatibility::Full) {
        difference.effect = tr("Who reads version %1 can read it, and the other way round.").arg(previous->version);
    } else {
        difference.effect =
            tr("Nobody is hurt, by the versions that the consumers accept. %1").arg(reasonsOf(*evolution));
    }
}

/// Subscriptions of one side that handle \a version of \a event; those that accept anything count.
QStringList readersOfVersion(const delivery::Routing &routing, const QString &event, int version)
{
    QStringList readers;
    for (const int index : routing.consumersOf(event)) {
        const delivery::Consumer &consumer = routing.consumers().at(index);
        if (!consumer.subscription || consumer.subscription->versions.isEmpty()
            || handlesVersion(*consumer.subscription, version))
            readers.append(consumer.path);
    }
    return readers;
}

void judgeGoneVersion(const Question &question, Difference &difference)
{
    const EventVersion *old = versionNumbered(question.sides.before.event(question.element.id), versionOf(question));
    const QStringList hurt = readersOfVersion(question.sides.from, question.element.id, versionOf(question));
    if (!old || old->status == VersionStatus::Retired || hurt.isEmpty()) {
        difference.effect = tr("Nobody read it any more.");
        return;
    }
    setBreaking(difference, "version-removed",
                tr("What version %1 looks like is written nowhere any more, while messages of it may still be kept.")
                    .arg(versionOf(question)),
                hurt, tr("Keep it as deprecated, then retired, and give the consumers an upcaster."));
}

void judgeVersion(const Question &question, Difference &difference)
{
    if (question.member.kind == DifferenceKind::Added)
        judgeNewVersion(question, difference);
    else if (question.member.kind == DifferenceKind::Removed)
        judgeGoneVersion(question, difference);
}

void judgeStatus(const Question &question, Difference &difference)
{
    const EventType *event = question.sides.after.event(question.element.id);
    const EventVersion *version = versionNumbered(event, versionOf(question));
    if (!version || version->status != VersionStatus::Retired || !isSent(question, *event, version->version))
        return;
    setBreaking(difference, "version-retired", tr("It is retired while somebody still sends it."),
                readersOfVersion(question.sides.to, question.element.id, version->version),
                tr("Move the producers to a newer version first."));
}

/// A schema changed under one number: readers cannot tell old messages from new ones.
void judgeSameNumber(const SchemaEvolution &evolution, const QStringList &readers, Difference &difference)
{
    if (evolution.verdict == Compatibility::Full) {
        difference.effect = tr("Both accept the same messages.");
    } else if (readers.isEmpty()) {
        difference.effect = tr("Nobody receives it yet. %1").arg(reasonsOf(evolution));
    } else {
        setBreaking(difference, "schema-incompatible",
                    tr("Old and new messages carry the same number, so that nobody can tell them apart. %1")
                        .arg(reasonsOf(evolution)),
                    readers, tr("Make it a new version. %1").arg(adviceOf(evolution)));
    }
}

void judgeSchema(const Question &question, Difference &difference)
{
    const QString id = question.element.id;
    const EventVersion *old = versionNumbered(question.sides.before.event(id), versionOf(question));
    const EventVersion *current = versionNumbered(question.sides.after.event(id), versionOf(question));
    if (!old || !current)
        return;
    // No schema accepts everything.
    static const JsonValue everything = JsonValue(Json::object());
    const auto evolution = evolutionBetween(question, old->schema ? old->schema : everything,
                                            current->schema ? current->schema : everything);
    const QStringList readers = readersOfVersion(question.sides.to, id, versionOf(question));
    if (evolution)
        judgeSameNumber(*evolution, readers, difference);
}

/// Whether \a schema refers to one of the shared schemas \a ids.
bool refersTo(const Json &schema, const QSet<QString> &ids)
{
    if (!schema.is_structured())
        return false;
    for (auto member = schema.begin(); member != schema.end(); ++member) {
        if (schema.is_object() && member.key() == "$ref" && ids.contains(sharedSchemaOf(textOf(*member))))
            return true;
        if (refersTo(*member, ids))
            return true;
    }
    return false;
}

/// \a id and the shared schemas that refer to it, directly or not.
QSet<QString> schemasWith(const Catalog &catalog, const QString &id)
{
    QSet<QString> ids{id};
    qsizetype before = 0;
    while (before != ids.size()) {
        before = ids.size();
        for (const SharedSchema &shared : catalog.schemas()) {
            if (shared.schema && refersTo(shared.schema.get(), ids))
                ids.insert(shared.id);
        }
    }
    return ids;
}

/// A shared schema changed or went: every version that refers to it may mean something else now.
void judgeSharedSchema(const Question &question, Difference &difference)
{
    if (question.member.kind == DifferenceKind::Added || question.member.kind == DifferenceKind::Renamed)
        return;
    const QSet<QString> ids = schemasWith(question.sides.before, question.element.id);
    QStringList readers, titles;
    SchemaEvolution worst;
    for (const EventType &event : question.sides.after.events()) {
        for (const EventVersion &current : event.versions) {
            const EventVersion *old = versionNumbered(question.sides.before.event(event.id), current.version);
            if (!old || !old->schema || !refersTo(old->schema.get(), ids) || old->schema != current.schema)
                continue;
            const auto evolution = evolutionBetween(question, old->schema, current.schema);
            const QStringList here = readersOfVersion(question.sides.to, event.id, current.version);
            if (!evolution || evolution->verdict == Compatibility::Full)
                continue;
            worst = *evolution;
            readers += here;
            titles.append(tr("%1 version %2").arg(event.id).arg(current.version));
        }
    }
    if (titles.isEmpty()) {
        difference.effect = tr("No event that refers to it changes.");
        return;
    }
    judgeSameNumber(worst, readers, difference);
    difference.effect = tr("It is part of %1. %2").arg(listed(titles), difference.effect);
}

/// How much an SLA promises less: later, or less often, or not at all.
bool isRelaxed(const std::optional<Sla> &was, const std::optional<Sla> &is)
{
    return was && (!is || is->within > was->within || is->share < was->share);
}

void judgeEventSla(const Question &question, Difference &difference)
{
    const auto &was = question.sides.before.event(question.element.id)->sla;
    const auto &is = question.sides.after.event(question.element.id)->sla;
    const QStringList hurt = pathsOf(question.sides.from, question.sides.from.consumersOf(question.element.id));
    if (isRelaxed(was, is) && !hurt.isEmpty())
        setBreaking(difference, "sla-relaxed", tr("The event may be handled later, or less often in time."), hurt,
                    tr("Agree on it with those who wait for the result."));
}

} // namespace

QList<Judge> eventJudges()
{
    return {
        {Kind::Event, "", QT_TRANSLATE_NOOP("weir", "A new event type; nothing changes for who receives others."),
         judgeWholeEvent},
        {Kind::Event, "*", QT_TRANSLATE_NOOP("weir", "Words for readers: nothing changes for users.")},
        {Kind::Event, "kind",
         QT_TRANSLATE_NOOP("weir", "A command has one receiver that acts on it; an event any number.")},
        {Kind::Event, "sla", QT_TRANSLATE_NOOP("weir", "The event is to be handled sooner, or in time more often."),
         judgeEventSla},
        {Kind::Event, "versions/*", QT_TRANSLATE_NOOP("weir", "A first version; nobody read another."), judgeVersion},
        {Kind::Event, "versions/*/schema", QT_TRANSLATE_NOOP("weir", "One of the schemas is none; weir lint says why."),
         judgeSchema},
        {Kind::Event, "versions/*/status",
         QT_TRANSLATE_NOOP("weir", "Consumers are told what to expect of it; its messages stay as they are."),
         judgeStatus},
        {Kind::Schema, "", QT_TRANSLATE_NOOP("weir", "No event that refers to it changes."), judgeSharedSchema},
        {Kind::Schema, "*", QT_TRANSLATE_NOOP("weir", "No event that refers to it changes."), judgeSharedSchema},
    };
}

} // namespace weir
