// SPDX-License-Identifier: GPL-3.0-or-later
// What schemas say, what their examples hold, and what one version does to the readers of the next.
#include "core/base/translate.h"
#include "core/rules/design.h"
#include "core/rules/projectschemas.h"
#include "core/rules/versions.h"

#include "core/model/pointer.h"
#include "core/schema/evolution.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

/// Calls \a visit with element, pointer and value of each schema of the design.
template<typename Visit>
void eachSchema(const Design &design, Visit visit)
{
    for (const SharedSchema &shared : design.catalog.schemas()) {
        if (shared.schema)
            visit(ElementRef{Kind::Schema, shared.id}, QString(), shared.schema.get());
    }
    for (const EventType &event : design.catalog.events()) {
        for (qsizetype i = 0; i < event.versions.size(); ++i) {
            if (event.versions.at(i).schema)
                visit(ElementRef{Kind::Event, event.id}, u"/versions/%1/schema"_s.arg(i),
                      event.versions.at(i).schema.get());
        }
    }
}

void checkSchemas(const Design &design, Reporter &reporter)
{
    ProjectSchemas &schemas = design.schemas();
    eachSchema(design, [&](const ElementRef &element, const QString &pointer, const Json &schema) {
        const SchemaCompilation &compiled = schemas.compile(schema);
        for (const Error &error : compiled.errors) {
            reporter.add(element, pointer + error.place.pointer,
                         tr("The schema of %1 is none: %2").arg(element.path(), error.message),
                         error.hint.isEmpty() ? tr("See the JSON Schema keyword it is about.") : error.hint);
        }
    });
}

void checkSchemaReferences(const Design &design, Reporter &reporter)
{
    ProjectSchemas &schemas = design.schemas();
    eachSchema(design, [&](const ElementRef &element, const QString &pointer, const Json &schema) {
        for (const Error &warning : schemas.compile(schema).warnings) {
            reporter.add(
                element, pointer + warning.place.pointer,
                tr("The schema of %1 refers to what is not there: %2").arg(element.path(), warning.message),
                tr("Write schemas/ID.json, counted from the project's root, or a pointer into the same schema."));
        }
    });
}

void checkExamples(const Design &design, Reporter &reporter)
{
    ProjectSchemas &schemas = design.schemas();
    for (const EventType &event : design.catalog.events()) {
        for (qsizetype i = 0; i < event.versions.size(); ++i) {
            const EventVersion &version = event.versions.at(i);
            if (version.examples.isEmpty() || !version.schema)
                continue;
            const SchemaCompilation &compiled = schemas.compile(version.schema.get());
            for (qsizetype j = 0; compiled.isOk() && j < version.examples.size(); ++j) {
                const Validation validation = compiled.schema.validate(version.examples.at(j).get());
                if (validation.verdict != Verdict::Invalid || validation.violations.isEmpty())
                    continue;
                const Violation &first = validation.violations.first();
                reporter.add({Kind::Event, event.id},
                             u"/versions/%1/examples/%2"_s.arg(i).arg(j) + first.instance.pointer,
                             tr("Example %1 of “%2” version %3 does not fit its schema: %4")
                                 .arg(j + 1)
                                 .arg(event.title())
                                 .arg(version.version)
                                 .arg(first.message),
                             tr("Correct the example, or the schema: readers copy from both."));
            }
        }
    }
}

/// The members that \a schema describes by name.
const Json *describedBy(const JsonValue &schema)
{
    const Json *properties = schema ? memberOf(schema.get(), u"properties") : nullptr;
    return properties && properties->is_object() ? properties : nullptr;
}

/// The number of a version of \a event that describes \a member; 0 when none does.
int versionWith(const EventType &event, const std::string &member)
{
    for (const EventVersion &version : event.versions) {
        const Json *described = describedBy(version.schema);
        if (described && described->contains(member))
            return version.version;
    }
    return 0;
}

/// Reports the first member of \a example that only another version describes.
void checkMembers(const EventType &event, const EventVersion &version, qsizetype number, const QString &pointer,
                  Reporter &reporter)
{
    const Json &example = version.examples.at(number).get();
    const Json *described = describedBy(version.schema);
    // Closed objects are another rule's: the example does not fit its schema.
    if (!described || !example.is_object() || version.schema.get().contains("additionalProperties")
        || version.schema.get().contains("patternProperties"))
        return;
    for (const auto &[key, value] : example.items()) {
        const int other = described->contains(key) ? 0 : versionWith(event, key);
        if (other == 0)
            continue;
        const QString member = QString::fromStdString(key);
        reporter.add({Kind::Event, event.id}, pointer + u'/' + escapedPointerToken(member),
                     tr("Example %1 of “%2” declares version %3 but carries “%4”, which version %5 describes.")
                         .arg(number + 1)
                         .arg(event.title())
                         .arg(version.version)
                         .arg(member)
                         .arg(other),
                     tr("Move it to version %1, or remove the member.").arg(other));
        return;
    }
}

void checkOtherVersions(const Design &design, Reporter &reporter)
{
    for (const EventType &event : design.catalog.events()) {
        for (qsizetype i = 0; event.versions.size() > 1 && i < event.versions.size(); ++i) {
            for (qsizetype j = 0; j < event.versions.at(i).examples.size(); ++j)
                checkMembers(event, event.versions.at(i), j, u"/versions/%1/examples/%2"_s.arg(i).arg(j), reporter);
        }
    }
}

/// Who reads one of two versions as if it were the other.
struct Readers
{
    QStringList hurt;     ///< They accept one of them only, and not what comes.
    QStringList unstated; ///< They do not say which versions they accept.
};

Readers readersOf(const Design &design, const EventType &event, int before, int after, const SchemaEvolution &evolution)
{
    Readers readers;
    for (const int i : design.routing.consumersOf(event.id)) {
        const delivery::Consumer &consumer = design.routing.consumers().at(i);
        if (!consumer.subscription)
            continue;
        const StepEffect effect = stepEffect(*consumer.subscription, before, after, evolution.verdict);
        if (effect == StepEffect::Unstated)
            readers.unstated.append(titleOf(consumer));
        else if (effect != StepEffect::Safe)
            readers.hurt.append(titleOf(consumer));
    }
    return readers;
}

void reportStep(const Design &design, Reporter &reporter, const EventType &event, qsizetype index,
                const SchemaEvolution &evolution)
{
    const int before = event.versions.at(index - 1).version, after = event.versions.at(index).version;
    QStringList whys;
    for (const SchemaChange &change : evolution.changes) {
        if (change.isBreaking() && !whys.contains(change.why))
            whys.append(change.why);
    }
    const Readers readers = readersOf(design, event, before, after, evolution);
    QString whom;
    if (!readers.hurt.isEmpty())
        whom += u' ' + tr("It hurts %1.").arg(listed(readers.hurt));
    if (!readers.unstated.isEmpty())
        whom += u' ' + tr("%1 accept any version without saying so.").arg(listed(readers.unstated));
    const QString verdict = evolution.verdict == Compatibility::Forward
        ? tr("forward compatible with version %1, but not backward")
        : evolution.verdict == Compatibility::Backward ? tr("backward compatible with version %1, but not forward")
                                                       : tr("neither backward nor forward compatible with version %1");
    const QString more = whys.size() > 2 ? u' ' + tr("(and %1 more)").arg(whys.size() - 2) : QString();
    const QString fix = evolution.changes.isEmpty() ? QString() : evolution.changes.first().fix;
    reporter.add(readers.hurt.isEmpty() ? Severity::Info : Severity::Warning, {Kind::Event, event.id},
                 u"/versions/%1/schema"_s.arg(index),
                 tr("“%1” version %2 is %3. %4%5%6")
                     .arg(event.title())
                     .arg(after)
                     .arg(verdict.arg(before), whys.mid(0, 2).join(u' '), more, whom),
                 fix.isEmpty() ? tr("Add an upcaster to the consumers, or state the versions that they accept.") : fix);
}

void checkEvolution(const Design &design, Reporter &reporter)
{
    ProjectSchemas &schemas = design.schemas();
    for (const EventType &event : design.catalog.events()) {
        for (qsizetype i = 1; i < event.versions.size(); ++i) {
            const EventVersion &before = event.versions.at(i - 1), &after = event.versions.at(i);
            if (!before.schema || !after.schema || after.version <= before.version || before.schema == after.schema
                || before.status == VersionStatus::Retired)
                continue;
            const SchemaCompilation &old = schemas.compile(before.schema.get());
            const SchemaCompilation &current = schemas.compile(after.schema.get());
            if (!old.isOk() || !current.isOk())
                continue;
            const SchemaEvolution evolution = evolutionOf(old.schema, current.schema);
            if (evolution.verdict != Compatibility::Full)
                reportStep(design, reporter, event, i, evolution);
        }
    }
}

} // namespace

QList<RuleDefinition> evolutionRules()
{
    return {
        {{u"schema/invalid-schema"_s, Severity::Error, tr("A schema that is none"),
          tr("What cannot be read as JSON Schema checks nothing: no example, no sample and no message.")},
         checkSchemas},
        {{u"schema/unknown-reference"_s, Severity::Error, tr("A schema that refers to what is not there"),
          tr("A $ref that leads nowhere restricts nothing: whatever it was meant to describe is accepted.")},
         checkSchemaReferences},
        {{u"schema/invalid-example"_s, Severity::Warning, tr("An example that does not fit its schema"),
          tr("Examples are what people copy. One that its own schema refuses misleads them, or shows that the schema "
             "is wrong.")},
         checkExamples},
        {{u"schema/other-version-example"_s, Severity::Warning, tr("An example of another version"),
          tr("It declares one version and carries a member that only another one describes. Who copies it sends "
             "messages under the wrong number.")},
         checkOtherVersions},
        {{u"schema/incompatible-step"_s, Severity::Warning, tr("A version that readers of another cannot read"),
          tr("Backward: who knows the new version can read old events, still in outboxes, retries and replays. "
             "Forward: who "
             "knows only the old version can read new events. Consumers that state the versions they accept are not "
             "hurt.")},
         checkEvolution},
    };
}

} // namespace weir
