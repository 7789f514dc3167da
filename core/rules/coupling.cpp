// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/coupling.h"

#include <QSet>

namespace weir {

QHash<QString, Coupling> couplingOf(const Catalog &catalog, const delivery::Routing &routing)
{
    QHash<QString, Coupling> couplings;
    QSet<std::pair<QString, QString>> called;
    for (const Service &service : catalog.services()) {
        Coupling &own = couplings[service.id];
        QSet<QString> waited;
        int calls = 0;
        for (const Call &call : service.calls) {
            if (call.service == service.id || !catalog.service(call.service))
                continue;
            if (call.reply)
                waited.insert(call.service);
            if (called.contains({service.id, call.service}))
                continue;
            called.insert({service.id, call.service});
            ++calls;
        }
        own.calls = calls;
        own.waitsFor = static_cast<int>(waited.size());
    }
    for (const auto &[from, to] : std::as_const(called))
        ++couplings[to].calledBy;
    QSet<std::pair<QString, QString>> heard;
    for (const delivery::Producer &producer : routing.producers()) {
        if (!producer.service)
            continue;
        for (const int consumer : routing.consumersOf(producer.event, producer.channel)) {
            const Service *service = routing.consumers().at(consumer).service;
            if (service && service != producer.service)
                heard.insert({producer.service->id, service->id});
        }
    }
    for (const auto &[from, to] : std::as_const(heard)) {
        ++couplings[from].heardBy;
        ++couplings[to].hears;
    }
    return couplings;
}

} // namespace weir
