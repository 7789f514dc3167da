// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that give enough room to what cannot keep up.
#include "core/base/translate.h"
#include "core/rules/ceilings.h"
#include "core/rules/design.h"
#include "core/rules/fixmaker.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

constexpr double wantedRelayLoad = 0.9;

void moreInstances(FixMaker &fix)
{
    const Design design(fix.catalog, {});
    const QList<delivery::Consumer> &consumers = design.routing.consumers();
    for (int i = 0; i < consumers.size(); ++i) {
        if (consumers.at(i).element != fix.element || consumers.at(i).pointer != fix.pointer)
            continue;
        if (const std::optional<ServerNeed> need = serverNeedOf(design, i))
            fix.set(FixKind::Suggestion, tr("Run %1 instances").arg(need->instances), fix.pointer + u"/instances"_s,
                    need->instances);
        return;
    }
}

void outboxThatKeepsUp(FixMaker &fix)
{
    const Design design(fix.catalog, {});
    const Service *service = fix.catalog.service(fix.element.id);
    if (!service || !service->outbox)
        return;
    const double rows = design.traffic().outboxRows.value(service);
    Outbox hardened = *service->outbox;
    hardened.mode = OutboxMode::Hardened;
    const double publish = std::chrono::duration<double>(hardened.publishTime).count();
    Edits edits(fix.catalog);
    if (service->outbox->mode == OutboxMode::Faithful)
        edits.set(fix.element, u"/outbox/mode"_s, jsonOf(u"hardened"));
    if (ceilingOf(hardened) > rows) {
        fix.add(FixKind::Suggestion, tr("Harden the outbox: it polls again at once while batches are full"), edits);
        return;
    }
    const int relays = static_cast<int>(std::ceil(rows * publish / wantedRelayLoad));
    edits.set(fix.element, u"/outbox/relays"_s, relays);
    fix.add(FixKind::Suggestion,
            service->outbox->mode == OutboxMode::Faithful ? tr("Harden the outbox, with %1 relays").arg(relays)
                                                          : tr("Run %1 relays").arg(relays),
            edits);
}

} // namespace

FixMakers capacityFixes()
{
    return {
        {u"delivery/unstable-queue"_s, moreInstances},
        {u"delivery/outbox-ceiling"_s, outboxThatKeepsUp},
    };
}

} // namespace weir
