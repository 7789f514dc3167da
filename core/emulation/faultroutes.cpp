// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/faultroutes.h"

#include "core/base/translate.h"
#include "core/emulation/replies.h"
#include "core/model/codec.h"
#include "core/model/enumtext.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace weir {

namespace {

QStringList kindNames()
{
    QStringList names;
    for (const FaultKind kind : EmulatedFaults::kinds())
        names.append(enumText(kind));
    return names;
}

/// The fault that \a body describes; fails for members that none has and values that do not fit.
Result<Fault> faultOf(const Json &body)
{
    const Shape &shape = shapeOf<Fault>();
    Json described = body;
    described.erase("on");
    for (const auto &member : described.items()) {
        if (shape.field(member.key()) == nullptr)
            return Error{tr("A fault has no member “%1”.").arg(QString::fromStdString(member.key())),
                         {QStringLiteral("body"), 0, 0, u'/' + QString::fromStdString(member.key())},
                         tr("It has fault, target, for, factor, probability, delay and on.")};
    }
    const QString kind = memberText(body, u"fault");
    if (!enumNamed<FaultKind>(kind.toStdString()))
        return Error{tr("“%1” is no fault.").arg(kind),
                     {QStringLiteral("body"), 0, 0, QStringLiteral("/fault")},
                     tr("There are: %1.").arg(kindNames().join(u", "))};
    Fault fault = fromJson<Fault>(described);
    // Reading is lenient: what it left out did not fit.
    const Json understood = toJson(fault);
    for (const auto &member : described.items()) {
        if (!understood.contains(member.key()) && member.key() != "target")
            return Error{tr("“%1” is not what “%2” can be.")
                             .arg(QString::fromStdString(member.value().dump()), QString::fromStdString(member.key())),
                         {QStringLiteral("body"), 0, 0, u'/' + QString::fromStdString(member.key())},
                         tr("Durations are texts as \"30s\"; factor and probability are numbers.")};
    }
    return fault;
}

} // namespace

HttpResponse faultsReply(const EmulatedSystem &system)
{
    Json active = Json::array();
    for (const ActiveFault &fault : system.faults().active()) {
        Json item = toJson(fault.fault);
        item.erase("for");
        const Duration now = system.clock().elapsed();
        item["since"] = durationText(std::chrono::round<std::chrono::milliseconds>(now - fault.since)).toStdString();
        if (fault.until)
            item["left"] = durationText(std::chrono::ceil<std::chrono::milliseconds>(
                                            std::max(Duration::zero(), *fault.until - now)))
                               .toStdString();
        active.push_back(std::move(item));
    }
    Json kinds = Json::array();
    for (const QString &kind : kindNames())
        kinds.push_back(kind.toStdString());
    return jsonReply(200, Json{{"active", active}, {"kinds", kinds}});
}

HttpResponse switchFault(EmulatedSystem &system, const HttpRequest &request)
{
    const Result<Json> body = jsonBody(request);
    if (!body)
        return errorReply(400, body.error());
    if (const Json *clear = memberOf(*body, u"clear"); clear != nullptr && clear->is_boolean() && clear->get<bool>()) {
        system.clearFaults();
        return faultsReply(system);
    }
    const Result<Fault> fault = faultOf(*body);
    if (!fault)
        return errorReply(400, fault.error());
    const Json *on = memberOf(*body, u"on");
    if (on != nullptr && !on->is_boolean())
        return errorReply(400,
                          {tr("“on” is true or false."), {QStringLiteral("body"), 0, 0, QStringLiteral("/on")}, {}});
    if (on != nullptr && !on->get<bool>()) {
        if (!system.switchOff(fault->kind, fault->target))
            return errorReply(
                404,
                {tr("This fault is not switched on: %1 %2").arg(enumText(fault->kind), fault->target).trimmed(),
                 {QStringLiteral("body"), 0, 0, {}},
                 tr("GET /faults lists those that are.")});
        return faultsReply(system);
    }
    const Result<void> switched = system.switchOn(*fault);
    return switched ? faultsReply(system) : errorReply(400, switched.error());
}

} // namespace weir
