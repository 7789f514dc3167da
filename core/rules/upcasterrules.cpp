// SPDX-License-Identifier: GPL-3.0-or-later
// What upcasters make of the examples of the versions that they start from.
#include "core/base/translate.h"
#include "core/rules/design.h"
#include "core/rules/projectschemas.h"

#include "core/schema/upcaster.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

const EventVersion *versionOf(const EventType &event, int number)
{
    const auto found = std::find_if(event.versions.begin(), event.versions.end(),
                                    [number](const EventVersion &version) { return version.version == number; });
    return found == event.versions.end() ? nullptr : &*found;
}

UpcastSteps stepsOf(const Upcaster &upcaster)
{
    const auto part = [](const JsonValue &value) { return value ? &value.get() : nullptr; };
    return {part(upcaster.rename), part(upcaster.map), part(upcaster.drop), part(upcaster.defaults),
            part(upcaster.set)};
}

/// Runs \a upcaster of \a consumer, which stands at \a pointer, on the examples that \a event has of the older version.
void checkUpcaster(const delivery::Consumer &consumer, const Upcaster &upcaster, const QString &pointer,
                   const EventType &event, ProjectSchemas &schemas, Reporter &reporter)
{
    const EventVersion *from = versionOf(event, upcaster.from), *to = versionOf(event, upcaster.to);
    if (!from || !to || from->examples.isEmpty() || !to->schema)
        return;
    const SchemaCompilation &target = schemas.compile(to->schema.get());
    for (qsizetype i = 0; target.isOk() && i < from->examples.size(); ++i) {
        const Result<void> checked = checkUpcast(from->examples.at(i).get(), stepsOf(upcaster), target.schema);
        if (checked)
            continue;
        reporter.add(consumer.element, pointer,
                     tr("Example %1 of “%2” version %3 does not become version %4 in %5: %6")
                         .arg(i + 1)
                         .arg(event.title())
                         .arg(from->version)
                         .arg(to->version)
                         .arg(consumer.path, checked.error().message),
                     checked.error().hint.isEmpty() ? tr("Correct this step of the upcaster.") : checked.error().hint);
    }
}

void checkUpcasters(const Design &design, Reporter &reporter)
{
    for (int index = 0; index < int(design.routing.consumers().size()); ++index) {
        const delivery::Consumer &consumer = design.routing.consumers().at(index);
        if (!consumer.subscription || consumer.subscription->upcasters.isEmpty())
            continue;
        for (const QString &id : design.routing.eventsReaching(index)) {
            const EventType *event = design.catalog.event(id);
            for (qsizetype i = 0; event && i < consumer.subscription->upcasters.size(); ++i) {
                checkUpcaster(consumer, consumer.subscription->upcasters.at(i),
                              consumer.pointer + u"/upcasters/%1"_s.arg(i), *event, design.schemas(), reporter);
            }
        }
    }
}

} // namespace

QList<RuleDefinition> upcasterRules()
{
    return {
        {{u"schema/broken-upcaster"_s, Severity::Warning, tr("An upcaster that does not reach its version"),
          tr("It is run on the examples of the older version. What it makes of them must be valid for the newer one, "
             "or "
             "the handler meets what it does not know, and the message ends in the dead letter queue.")},
         checkUpcasters},
    };
}

} // namespace weir
