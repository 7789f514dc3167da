// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/advise.h"

#include "core/base/translate.h"
#include "core/model/edits.h"
#include "core/model/valuewords.h"
#include "core/rules/design.h"
#include "core/rules/elementids.h"
#include "core/storage/project.h"
#include "core/usecases/saveinplace.h"

#include <nlohmann/json.hpp>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// Answers that the design gives by itself, by question: why it is a yes.
QMap<QString, QString> shownBy(const Catalog &catalog, const delivery::Routing &routing, const QString &event)
{
    QStringList services, streams;
    for (const int index : routing.producersOf(event)) {
        const delivery::Producer &producer = routing.producers().at(index);
        for (const int heard : routing.consumersOf(event, producer.channel)) {
            const delivery::Consumer &consumer = routing.consumers().at(heard);
            if (consumer.stream)
                streams.append(titleOf(consumer));
            else if (consumer.webhook)
                services.append(titleOf(consumer));
            else if (consumer.service && consumer.service != producer.service)
                services.append(consumer.service->title());
        }
    }
    const EventType *type = catalog.event(event);
    services.removeDuplicates();
    streams.removeDuplicates();
    QMap<QString, QString> shown;
    if (!services.isEmpty()) {
        shown.insert(u"cross-service"_s,
                     services.size() == 1 ? tr("%1 receives it.").arg(services.first())
                                          : tr("%1 receive it.").arg(listed(services)));
    }
    if (!streams.isEmpty())
        shown.insert(u"real-time"_s, tr("The %1 carries it on.").arg(listed(streams)));
    if (type && type->kind == EventKind::Command)
        shown.insert(u"background-job"_s, tr("It is a command: it asks for work."));
    return shown;
}

EventAdviceReport adviceOn(const Catalog &catalog, const delivery::Routing &routing, const EventType &event)
{
    AdviceAnswers answers = event.advice ? adviceAnswers(*event.advice) : AdviceAnswers();
    const QMap<QString, QString> shown = shownBy(catalog, routing, event.id);
    EventAdviceReport report{event.id, event.title(), AdviceVerdict::Open, {}, {}};
    if (event.advice)
        report.reason = event.advice->reason;
    for (const AdviceQuestion &question : adviceQuestions()) {
        AdviceLine line{question, {}, {}};
        if (!answers.contains(question.id) && shown.contains(question.id)) {
            line.evidence = shown.value(question.id);
            answers.insert(question.id, true);
        }
        if (answers.contains(question.id))
            line.answer = answers.value(question.id);
        report.lines.append(line);
    }
    report.verdict = adviceVerdict(answers);
    return report;
}

Error unknownEvent(const Catalog &catalog, const QString &event)
{
    const QString near = nearestText(event, idsOf(catalog, Kind::Event));
    return Error{tr("There is no event type “%1” in the project.").arg(event),
                 {},
                 near.isEmpty() ? tr("weir advise PROJECT lists all of them.") : tr("Did you mean “%1”?").arg(near)};
}

Json lineJson(const AdviceLine &line)
{
    Json json = Json::object();
    json["id"] = jsonOf(line.question.id);
    json["speaks"] = line.question.isFor ? "for" : "against";
    json["question"] = jsonOf(line.question.text);
    if (line.answer)
        json["answer"] = *line.answer;
    if (line.answer.value_or(false))
        json["consequence"] = jsonOf(line.question.consequence);
    if (!line.evidence.isEmpty())
        json["evidence"] = jsonOf(line.evidence);
    return json;
}

} // namespace

Result<EventAdviceReport> adviseEvent(const Catalog &catalog, const QString &event)
{
    const EventType *type = catalog.event(event);
    if (!type)
        return unknownEvent(catalog, event);
    return adviceOn(catalog, delivery::Routing(catalog), *type);
}

ProjectAdvice adviseProject(const Catalog &catalog)
{
    const delivery::Routing routing(catalog);
    ProjectAdvice advice;
    for (const EventType &event : catalog.events())
        advice.events.append(adviceOn(catalog, routing, event));
    const QHash<QString, Coupling> couplings = couplingOf(catalog, routing);
    for (const Service &service : catalog.services()) {
        if (!service.external)
            advice.services.insert(service.id, couplings.value(service.id));
    }
    return advice;
}

Result<void> keepAdvice(Project &project, const QString &event, const AdviceAnswers &answers, const QString &reason)
{
    const ElementRef element{Kind::Event, event};
    if (!project.catalog.contains(element))
        return unknownEvent(project.catalog, event);
    if (project.root.isEmpty())
        return Error{tr("Standard input cannot keep answers."), {}, tr("Give a folder or a bundle.")};
    Edits edits(project.catalog);
    for (auto it = answers.begin(); it != answers.end(); ++it)
        edits.set(element, u"/advice/answers/"_s + it.key(), it.value());
    if (!reason.isEmpty())
        edits.set(element, u"/advice/reason"_s, jsonOf(reason));
    Catalog answered = project.catalog;
    for (const Change &change : edits.changes()) {
        if (const Result<void> done = answered.apply(change); !done)
            return done.error();
    }
    if (const Result<QStringList> saved = saveInPlace(project, answered); !saved)
        return saved.error();
    project.catalog = answered;
    return {};
}

QString adviceVerdictText(AdviceVerdict verdict)
{
    switch (verdict) {
    case AdviceVerdict::Event:
        return tr("an event");
    case AdviceVerdict::Doubt:
        return tr("doubtful: something speaks for an event, something against");
    case AdviceVerdict::NoEvent:
        return tr("not an event");
    case AdviceVerdict::DirectCall:
        return tr("a direct call");
    case AdviceVerdict::Open:
        break;
    }
    return tr("open: no question is answered");
}

Json adviceReportJson(const QList<EventAdviceReport> &events, const QMap<QString, Coupling> &services)
{
    Json json = Json::object();
    json["$schema"] = "https://weir.dev/schema/1/advice.json";
    json["tool"] = "weir";
    json["version"] = WEIR_VERSION;
    json["events"] = Json::array();
    for (const EventAdviceReport &report : events) {
        Json event = Json::object();
        event["event"] = jsonOf(report.event);
        event["verdict"] = adviceVerdictName(report.verdict).data();
        if (!report.reason.isEmpty())
            event["reason"] = jsonOf(report.reason);
        event["questions"] = Json::array();
        for (const AdviceLine &line : report.lines)
            event["questions"].push_back(lineJson(line));
        json["events"].push_back(std::move(event));
    }
    for (auto it = services.begin(); it != services.end(); ++it) {
        json["services"].push_back(Json{{"service", jsonOf(it.key())},
                                        {"calls", it->calls},
                                        {"waitsFor", it->waitsFor},
                                        {"calledBy", it->calledBy},
                                        {"hears", it->hears},
                                        {"heardBy", it->heardBy}});
    }
    return json;
}

} // namespace weir
