// SPDX-License-Identifier: GPL-3.0-or-later
// Things that are there twice, or not at all.
#include "core/base/translate.h"
#include "core/rules/design.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

template<typename Item>
void reportDuplicates(const Service &service, const QList<Item> &items, const QString &list, Reporter &reporter)
{
    QSet<QString> seen;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QString &id = items.at(i).id;
        if (id.isEmpty() || !seen.contains(id)) {
            seen.insert(id);
            continue;
        }
        reporter.add({Kind::Service, service.id}, u"/%1/%2"_s.arg(list).arg(i),
                     tr("%1 has two items “%2” in its %3.").arg(service.title(), id, list),
                     tr("Give each an id of its own: others name it as %1/%2.").arg(service.id, id));
    }
}

void checkDuplicates(const Design &design, Reporter &reporter)
{
    for (const Service &service : design.catalog.services()) {
        reportDuplicates(service, service.operations, u"operations"_s, reporter);
        reportDuplicates(service, service.sends, u"sends"_s, reporter);
        reportDuplicates(service, service.receives, u"receives"_s, reporter);
    }
}

void checkNoEvents(const Design &design, Reporter &reporter)
{
    for (const delivery::Consumer &consumer : design.routing.consumers()) {
        if (consumer.patterns.isEmpty()) {
            reporter.add(consumer.element, consumer.pointer,
                         tr("%1 says for no event that it wants it.").arg(titleOf(consumer)),
                         tr("List event types or patterns in its events; * is every event."));
        }
    }
}

void checkNoVersions(const Design &design, Reporter &reporter)
{
    for (const EventType &event : design.catalog.events()) {
        if (event.versions.isEmpty() && !event.external) {
            reporter.add({Kind::Event, event.id}, {},
                         tr("“%1” has no version, so nobody knows what it carries.").arg(event.title()),
                         tr("Add version 1 with a schema of its payload."));
        }
    }
}

void checkDuplicateVersions(const Design &design, Reporter &reporter)
{
    for (const EventType &event : design.catalog.events()) {
        QHash<int, qsizetype> first;
        for (qsizetype i = 0; i < event.versions.size(); ++i) {
            const EventVersion &version = event.versions.at(i);
            const auto found = first.constFind(version.version);
            if (found == first.constEnd()) {
                first.insert(version.version, i);
                continue;
            }
            const bool isSame = event.versions.at(*found).schema == version.schema;
            reporter.add(
                {Kind::Event, event.id}, u"/versions/%1"_s.arg(i),
                (isSame ? tr("“%1” lists version %2 twice.") : tr("“%1” has two different schemas under version %2."))
                    .arg(event.title())
                    .arg(version.version),
                isSame ? tr("Remove one of them.")
                       : tr("Give one of them the next free number: consumers tell schemas apart by it."));
        }
    }
}

void checkVersionOrder(const Design &design, Reporter &reporter)
{
    for (const EventType &event : design.catalog.events()) {
        int last = 0;
        for (qsizetype i = 0; i < event.versions.size(); ++i) {
            const int number = event.versions.at(i).version;
            const QString pointer = u"/versions/%1"_s.arg(i);
            if (number < last) {
                reporter.add({Kind::Event, event.id}, pointer,
                             tr("“%1” lists version %2 behind version %3.").arg(event.title()).arg(number).arg(last),
                             tr("List versions from the oldest to the newest."));
            } else if (number > last + 1) {
                reporter.add(
                    Severity::Info, {Kind::Event, event.id}, pointer,
                    last == 0
                        ? tr("The versions of “%1” start with %2, not with 1.").arg(event.title()).arg(number)
                        : tr("“%1” jumps from version %2 to version %3.").arg(event.title()).arg(last).arg(number),
                    tr("Keep old versions with the status retired: old messages still carry their numbers."));
            }
            last = std::max(last, number);
        }
    }
}

} // namespace

QList<RuleDefinition> structureRules()
{
    return {
        {{u"structure/duplicate-item"_s, Severity::Error, tr("Two items of a service with one id"),
          tr("Operations, sends and receives are named as service/item in scenarios, flows and reports. With two of "
             "one id it "
             "is left to chance which is meant.")},
         checkDuplicates},
        {{u"structure/no-events"_s, Severity::Error, tr("A consumer of nothing"),
          tr("A subscription, stream or outgoing webhook lists the event types or patterns that it takes. Without any "
             "it never "
             "gets a message.")},
         checkNoEvents},
        {{u"structure/no-version"_s, Severity::Warning, tr("An event without a version"),
          tr("A version holds the schema of what the event carries. Without one producers and consumers have to "
             "guess.")},
         checkNoVersions},
        {{u"structure/duplicate-version"_s, Severity::Error, tr("One version number twice"),
          tr("A consumer that reads “version 2” relies on one schema. Two schemas under one number break every "
             "consumer of one "
             "of them, and nothing in the message tells which it is.")},
         checkDuplicateVersions},
        {{u"structure/version-order"_s, Severity::Warning, tr("Versions out of order"),
          tr("Versions count up from 1. Gaps and disorder make it hard to see what came after what.")},
         checkVersionOrder},
    };
}

} // namespace weir
