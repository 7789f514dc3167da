// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/schemareaders.h"

#include "core/base/translate.h"
#include "core/model/valuewords.h"
#include "core/rules/design.h"
#include "core/rules/elementids.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QString why(const Subscription &subscription, const VersionStep &step, StepEffect effect)
{
    QStringList accepted;
    for (const int version : subscription.versions)
        accepted.append(QString::number(version));
    switch (effect) {
    case StepEffect::Unstated:
        return tr("It does not say which versions it accepts.");
    case StepEffect::OldHurts:
        return tr("It accepts version %1 and cannot read all events of version %2.")
            .arg(listed(accepted))
            .arg(step.before);
    case StepEffect::NewHurts:
        return tr("It accepts version %1 and cannot read all events of version %2.")
            .arg(listed(accepted))
            .arg(step.after);
    case StepEffect::Safe:
        break;
    }
    return accepted.isEmpty() ? tr("It can read both.") : tr("It accepts version %1.").arg(listed(accepted));
}

const char *effectName(StepEffect effect)
{
    return effect == StepEffect::Safe ? "safe" : effect == StepEffect::Unstated ? "unstated" : "hurt";
}

/// How much \a effect matters: the worst comes first.
int rank(StepEffect effect)
{
    return effect == StepEffect::Safe ? 2 : effect == StepEffect::Unstated ? 1 : 0;
}

} // namespace

Result<VersionStep> versionStep(const Catalog &catalog, const QString &before, const QString &after,
                                const QString &event)
{
    const auto isVersion = [](const QString &path) { return path.contains(u'#') && !QFileInfo::exists(path); };
    const auto eventOf = [](const QString &path) { return QFileInfo(path.section(u'#', 0, -2)).completeBaseName(); };
    VersionStep step{event, 0, 0};
    for (const QString &path : {before, after}) {
        if (!isVersion(path))
            continue;
        if (step.event.isEmpty())
            step.event = eventOf(path);
        else if (step.event != eventOf(path))
            return Error{
                tr("%1 is no version of “%2”.").arg(path, step.event), {}, tr("Compare versions of one event.")};
    }
    if (step.event.isEmpty())
        return Error{tr("Nothing says of which event type these schemas are."), {}, tr("Name it: --event ID.")};
    const EventType *type = catalog.event(step.event);
    if (!type) {
        const QString near = nearestText(step.event, idsOf(catalog, Kind::Event));
        return Error{tr("There is no event type “%1” in the project.").arg(step.event),
                     {},
                     near.isEmpty() ? tr("Name one that is there: --event ID.") : tr("Did you mean “%1”?").arg(near)};
    }
    const int newest = type->newest() ? type->newest()->version : 0;
    step.before = isVersion(before) ? before.section(u'#', -1).toInt() : newest;
    step.after = isVersion(after) ? after.section(u'#', -1).toInt() : newest + 1;
    return step;
}

QList<SchemaReader> readersOf(const Catalog &catalog, const VersionStep &step, Compatibility verdict)
{
    const delivery::Routing routing(catalog);
    QList<SchemaReader> readers;
    for (const int index : routing.consumersOf(step.event)) {
        const delivery::Consumer &consumer = routing.consumers().at(index);
        if (!consumer.subscription)
            continue;
        const StepEffect effect = stepEffect(*consumer.subscription, step.before, step.after, verdict);
        readers.append({consumer.path, titleOf(consumer), effect, why(*consumer.subscription, step, effect)});
    }
    std::stable_sort(readers.begin(), readers.end(), [](const SchemaReader &left, const SchemaReader &right) {
        return rank(left.effect) < rank(right.effect);
    });
    return readers;
}

void addReaders(Json &evolution, const VersionStep &step, const QList<SchemaReader> &readers)
{
    evolution["event"] = jsonOf(step.event);
    evolution["before"] = step.before;
    evolution["after"] = step.after;
    evolution["consumers"] = Json::array();
    for (const SchemaReader &reader : readers) {
        Json json = Json::object();
        json["consumer"] = jsonOf(reader.path);
        json["title"] = jsonOf(reader.title);
        json["effect"] = effectName(reader.effect);
        json["why"] = jsonOf(reader.why);
        evolution["consumers"].push_back(std::move(json));
    }
}

} // namespace weir
