// SPDX-License-Identifier: GPL-3.0-or-later
// A published version does not change.
#include "core/base/translate.h"
#include "core/rules/design.h"
#include "core/rules/seal.h"

#include "core/model/pointer.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

/// The digest kept with version \a index of \a event; empty without one.
QString keptDigest(const Design &design, const EventType &event, qsizetype index)
{
    const JsonValue document = design.catalog.document({Kind::Event, event.id});
    const Json *digest = document ? valueAt(document.get(), u"/versions/%1/x-digest"_s.arg(index)) : nullptr;
    return digest ? textOf(*digest) : QString();
}

void checkChanged(const Design &design, Reporter &reporter)
{
    for (const EventType &event : design.catalog.events()) {
        for (qsizetype i = 0; i < event.versions.size(); ++i) {
            const EventVersion &version = event.versions.at(i);
            const QString kept = isPublished(version) ? keptDigest(design, event, i) : QString();
            if (kept.isEmpty() || kept == schemaDigest(design.catalog, version.schema.get()))
                continue;
            reporter.add(
                {Kind::Event, event.id}, u"/versions/%1/schema"_s.arg(i),
                tr("The schema of “%1” version %2 is not the one that was published.")
                    .arg(event.title())
                    .arg(version.version),
                tr("Take the change back and make it a new version; or seal it anew, if nobody has used it yet."));
        }
    }
}

void checkUnsealed(const Design &design, Reporter &reporter)
{
    qsizetype sealedCount = 0;
    QList<std::pair<const EventType *, qsizetype>> open;
    for (const EventType &event : design.catalog.events()) {
        for (qsizetype i = 0; i < event.versions.size(); ++i) {
            if (!isPublished(event.versions.at(i)))
                continue;
            if (keptDigest(design, event, i).isEmpty())
                open.append({&event, i});
            else
                ++sealedCount;
        }
    }
    // A project that seals nothing has not decided to.
    if (sealedCount == 0)
        return;
    for (const auto &[event, index] : std::as_const(open)) {
        reporter.add({Kind::Event, event->id}, u"/versions/%1"_s.arg(index),
                     tr("Version %1 of “%2” is published but not sealed: a change of its schema would go unnoticed.")
                         .arg(event->versions.at(index).version)
                         .arg(event->title()),
                     tr("weir lint --fix seals it."));
    }
}

} // namespace

QList<RuleDefinition> sealRules()
{
    return {
        {{u"schema/published-changed"_s, Severity::Error, tr("A published schema that was changed"),
          tr("Messages of a published version are under way and kept in stores. A schema that changes under the same "
             "number "
             "makes some of them invalid, and nothing tells which.")},
         checkChanged},
        {{u"schema/unsealed"_s, Severity::Info, tr("A published version without a seal"),
          tr("A digest of the schema is kept with a published version, so that a later change is found. This version "
             "has "
             "none, while others of the project do.")},
         checkUnsealed},
    };
}

} // namespace weir
