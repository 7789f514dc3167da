// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/scenariosettings.h"

#include "core/base/json.h"
#include "core/base/translate.h"
#include "core/model/catalog.h"

#include <nlohmann/json.hpp>

namespace weir {

namespace {

Error errorAt(const QString &path, const QString &message, const QString &hint = {})
{
    Place place;
    place.pointer = path;
    return {message, place, hint};
}

/// Whether \a item is what \a name calls: by its id, or without one by its event.
bool isCalled(const Json &item, const QString &name)
{
    const QString id = memberText(item, u"id");
    return id.isEmpty() ? memberText(item, u"event") == name : id == name;
}

QStringList namesIn(const Json &array)
{
    QStringList names;
    for (const Json &item : array) {
        const QString id = memberText(item, u"id");
        const QString name = id.isEmpty() ? memberText(item, u"event") : id;
        if (!name.isEmpty())
            names.append(name);
    }
    return names;
}

/// The item of \a array that \a token calls, or stands at that index; nullptr when there is none.
Json *itemOf(Json &array, const QString &token)
{
    for (Json &item : array) {
        if (isCalled(item, token))
            return &item;
    }
    bool isNumber = false;
    const auto index = token.toUInt(&isNumber);
    return isNumber && index < array.size() ? &array.at(index) : nullptr;
}

/// Writes \a value below \a document at the members \a tokens; objects that are missing on the way are made.
Result<void> write(Json &document, const QStringList &tokens, const Json &value, const QString &path)
{
    Json *at = &document;
    for (const QString &token : tokens) {
        if (at->is_array()) {
            Json *const item = itemOf(*at, token);
            if (item == nullptr)
                return errorAt(path, tr("%1 names nothing: there is no item “%2”.").arg(path, token),
                               namesIn(*at).isEmpty() ? QString() : tr("There are: %1.").arg(namesIn(*at).join(u", ")));
            at = item;
            continue;
        }
        if (!at->is_object())
            return errorAt(path, tr("%1 names nothing: what stands before “%2” has no members.").arg(path, token));
        Json &member = (*at)[token.toStdString()];
        if (member.is_null() && &token != &tokens.last())
            member = Json::object();
        at = &member;
    }
    *at = value;
    return {};
}

/// The part of a path behind `kind/id` as members' names (RFC 6901 escapes undone).
QStringList membersOf(const QString &path, const ElementRef &element)
{
    const QString own = element.path();
    QStringList tokens = path.mid(own.size()).split(u'/', Qt::SkipEmptyParts);
    for (QString &token : tokens)
        token.replace(QLatin1String("~1"), QLatin1String("/")).replace(QLatin1String("~0"), QLatin1String("~"));
    return tokens;
}

/// Whether what Weir reads of \a element is the same in both catalogs.
bool readsTheSame(const Catalog &a, const Catalog &b, const ElementRef &element)
{
    const auto same = [](const auto *left, const auto *right) { return left && right && *left == *right; };
    switch (element.kind) {
    case Kind::Project:
        return a.project() == b.project();
    case Kind::Service:
        return same(a.service(element.id), b.service(element.id));
    case Kind::Event:
        return same(a.event(element.id), b.event(element.id));
    case Kind::Channel:
        return same(a.channel(element.id), b.channel(element.id));
    case Kind::Policy:
        return same(a.policy(element.id), b.policy(element.id));
    case Kind::Webhook:
        return same(a.webhook(element.id), b.webhook(element.id));
    case Kind::Scenario:
        return same(a.scenario(element.id), b.scenario(element.id));
    default:
        return false;
    }
}

/// The first error in \a after that is not in \a before.
const Finding *newError(const Findings &before, const Findings &after)
{
    for (const Finding &finding : after) {
        if (finding.severity == Severity::Error && !before.contains(finding))
            return &finding;
    }
    return nullptr;
}

Result<void> apply(Catalog &catalog, const ScenarioSetting &setting, QStringList &warnings)
{
    const QString &path = setting.path;
    const auto element = ElementRef::fromPath(path);
    if (!element)
        return errorAt(path, tr("%1 names no element: it must start with a kind and an id.").arg(path),
                       tr("For example: services/billing/receives/bill/instances."));
    const QStringList tokens = membersOf(path, *element);
    if (!catalog.contains(*element))
        return errorAt(path, tr("There is no %1 in this project.").arg(element->path()));
    if (tokens.isEmpty())
        return errorAt(path, tr("%1 names a whole element; name one of its fields.").arg(path));
    Catalog changed = catalog;
    const Json before = catalog.document(*element).get();
    Json after = before;
    Result<void> written = write(after, tokens, setting.value.get(), path);
    if (!written)
        return written;
    const Findings known = changed.setDocument(*element, before);
    const Findings found = changed.setDocument(*element, after);
    if (const Finding *error = newError(known, found))
        return errorAt(path, tr("%1 cannot have this value: %2").arg(path, error->message), error->hint);
    if (after != before && readsTheSame(catalog, changed, *element))
        warnings.append(tr("%1 changes nothing: either this is already so, or there is no such field.").arg(path));
    catalog = std::move(changed);
    return {};
}

} // namespace

Result<void> applyScenarioSettings(Catalog &catalog, const QList<ScenarioSetting> &settings, QStringList &warnings)
{
    for (const ScenarioSetting &setting : settings) {
        Result<void> applied = apply(catalog, setting, warnings);
        if (!applied)
            return applied;
    }
    return {};
}

Result<ScenarioSetting> parseSettingText(const QString &text)
{
    const qsizetype equals = text.indexOf(u'=');
    if (equals <= 0)
        return errorAt(text, tr("“%1” sets nothing.").arg(text),
                       tr("Write kind/id/field=value: services/billing/receives/bill/instances=4."));
    const QString value = text.mid(equals + 1);
    Json parsed = Json::parse(value.toStdString(), nullptr, false);
    if (parsed.is_discarded())
        parsed = jsonOf(value);
    return ScenarioSetting{text.left(equals), JsonValue(std::move(parsed))};
}

} // namespace weir
