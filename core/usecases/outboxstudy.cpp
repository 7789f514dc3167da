// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/outboxstudy.h"

#include "core/base/decimal.h"
#include "core/base/duration.h"
#include "core/base/translate.h"
#include "core/document/mermaidwriter.h"
#include "core/model/catalog.h"
#include "core/simulation/scenariorunner.h"
#include "core/simulation/trafficestimate.h"

#include <nlohmann/json.hpp>

#include <QHash>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

using outbox::Action;
using outbox::Defect;
using outbox::Model;

/// A question: a model, and the defect it is looked through for.
struct Question
{
    const char *id;
    QString title;
    Defect defect;
    Model model;
};

/// The questions about \a outbox; each changes one thing about a model that is otherwise well-behaved.
QList<Question> questionsOf(const Outbox &outbox)
{
    Model quiet;
    quiet.maxAttempts = std::clamp(outbox.maxAttempts, 1, outbox::mostAttempts);
    Model crash = quiet, relays = quiet, failing = quiet, full = quiet, order = quiet, commits = quiet, all = quiet;
    crash.crashes = 1;
    relays.relays = 2;
    failing.rows = 1;
    failing.mayFail = true;
    full.rows = 3;
    full.batch = 2;
    full.allAtOnce = true;
    order.rows = 3;
    order.batch = 2;
    order.allAtOnce = true;
    order.relays = std::clamp(outbox.relays, 1, outbox::mostRelays);
    commits.anyCommitOrder = true;
    all.crashes = 1;
    all.relays = 2;
    all.mayFail = true;
    all.maxAttempts = std::min(all.maxAttempts, 2);
    return {
        {"crashDuplicate", tr("A row is published twice after a crash"), Defect::Duplicate, crash},
        {"relayDuplicate", tr("Two relays publish the same row"), Defect::Duplicate, relays},
        {"stuckRow", tr("A row stays pending for ever"), Defect::StuckRow, failing},
        {"ceiling", tr("Rows wait for the next poll although the relay has time"), Defect::LeftWaiting, full},
        {"disorder", tr("Rows are published in another order than they were committed in"), Defect::Disorder, order},
        {"lateCommit", tr("A row overtakes an older one whose transaction is still open"), Defect::LateCommit, commits},
        {"loss", tr("A row is lost"), Defect::Loss, all}};
}

QString rateWords(double perSecond)
{
    return tr("%1/s").arg(threeDigits(perSecond));
}

QString ceilingMeaning(const Outbox &outbox, double rate, bool happens)
{
    if (!happens)
        return tr("It goes on while its batches are full: there is no ceiling but the time to publish a row.");
    const double most = outbox.batch * std::max(1, outbox.relays) / (double(outbox.poll.count()) / 1e9);
    QString text =
        tr("At most %1 rows a poll, every %2: %3.").arg(outbox.batch).arg(durationWords(outbox.poll), rateWords(most));
    if (rate > most)
        text +=
            u' ' + tr("The design writes %1: the backlog grows by %2.").arg(rateWords(rate), rateWords(rate - most));
    else if (rate > 0)
        text += u' ' + tr("The design writes %1.").arg(rateWords(rate));
    return text;
}

/// What \a question means for \a outbox.
QString meaningOf(const Question &question, const Outbox &outbox, double rate, bool happens)
{
    const QString id = QString::fromLatin1(question.id);
    if (id == u"crashDuplicate")
        return tr("Between publishing and marking nothing can be atomic: this is at least once. Consumers must be "
                  "idempotent.");
    if (id == u"ceiling")
        return ceilingMeaning(outbox, rate, happens);
    if (id == u"relayDuplicate")
        return happens ? tr("Nothing locks the rows: run one relay, or read them with FOR UPDATE SKIP LOCKED.")
                       : tr("Rows are read with FOR UPDATE SKIP LOCKED.");
    if (id == u"stuckRow")
        return happens
            ? tr("Every failure counts, and a row with %1 of them is not read any more: a broker that is gone for "
                 "%2 consecutive polls, %3 to %4, leaves its rows pending, unpublished and in no dead letter "
                 "queue.")
                  .arg(outbox.maxAttempts)
                  .arg(outbox.maxAttempts)
                  .arg(durationWords(outbox.poll * (outbox.maxAttempts - 1)),
                       durationWords(outbox.poll * outbox.maxAttempts))
            : tr("An unreachable broker counts no attempt; a row that is rejected %1 times is given up and said to "
                 "be dead.")
                  .arg(outbox.maxAttempts);
    if (id == u"disorder")
        return happens
            ? (outbox.mode == OutboxMode::Faithful
                   ? tr("The query has no ORDER BY: the database may return rows in any order.")
                   : tr("Each relay keeps the order, but %1 of them overtake each other.").arg(outbox.relays))
            : tr("One relay reads the rows ordered by the time they were created.");
    if (id == u"lateCommit")
        return tr(
            "`created_at` is taken before the commit: where order matters across transactions, consumers must look at "
            "the events' own sequence.");
    return happens
        ? tr("A row is marked that was never published.")
        : tr("No interleaving of crashes, outages and two relays loses a row: it is marked only after it was "
             "published.");
}

const char *actionName(Action action)
{
    switch (action) {
    case Action::Commit:
        return "commit";
    case Action::Poll:
        return "poll";
    case Action::Publish:
        return "publish";
    case Action::Refused:
        return "refused";
    case Action::Mark:
        return "mark";
    case Action::CountFail:
        return "countFailure";
    case Action::Crash:
        return "crash";
    }
    return "";
}

QString rowsText(const std::vector<int> &batch)
{
    QStringList numbers;
    for (const int row : batch)
        numbers.append(QString::number(row + 1));
    return numbers.join(u", ");
}

Json factJson(const OutboxFact &fact)
{
    Json json = Json::object();
    json["fact"] = jsonOf(fact.id);
    json["title"] = jsonOf(fact.title);
    json["faithful"] = fact.inFaithful;
    json["hardened"] = fact.inHardened;
    json["meaning"] = jsonOf(fact.meaning);
    json["states"] = fact.states;
    json["complete"] = fact.isComplete;
    json["trace"] = Json::array();
    for (const outbox::Step &step : fact.trace) {
        Json object = Json::object();
        object["action"] = actionName(step.action);
        if (step.relay >= 0)
            object["relay"] = step.relay + 1;
        if (step.row >= 0)
            object["row"] = step.row + 1;
        for (const int row : step.batch)
            object["rows"].push_back(row + 1);
        if (step.attempts > 0)
            object["attempts"] = step.attempts;
        object["text"] = jsonOf(stepText(step));
        json["trace"].push_back(std::move(object));
    }
    return json;
}

} // namespace

QList<OutboxFact> outboxFacts(const Outbox &outbox, double rate)
{
    QList<OutboxFact> facts;
    for (const Question &question : questionsOf(outbox)) {
        Model model = question.model;
        model.mode = sim::OutboxMode::Faithful;
        outbox::Exploration faithful = outbox::explore(model);
        model.mode = sim::OutboxMode::Hardened;
        outbox::Exploration hardened = outbox::explore(model);
        OutboxFact fact;
        fact.id = QString::fromLatin1(question.id);
        fact.title = question.title;
        fact.inFaithful = faithful.has(question.defect);
        fact.inHardened = hardened.has(question.defect);
        fact.meaning = meaningOf(question, outbox, rate, fact.happensIn(outbox.mode));
        fact.states = faithful.states + hardened.states;
        fact.isComplete = faithful.isComplete && hardened.isComplete;
        const bool isOwnFaithful = outbox.mode == OutboxMode::Faithful;
        const bool showsFaithful = isOwnFaithful ? fact.inFaithful : !fact.inHardened;
        const auto &trace = (showsFaithful ? faithful : hardened).shortest[std::size_t(question.defect)];
        fact.trace = trace.value_or(std::vector<outbox::Step>());
        facts.append(std::move(fact));
    }
    return facts;
}

Result<QList<OutboxStudy>> studyOutboxes(const Catalog &catalog, const QString &service)
{
    if (!service.isEmpty() && catalog.service(service) == nullptr)
        return Error{tr("There is no service “%1”.").arg(service), {}, {}};
    QHash<QString, double> rates;
    const Result<Scenario> scenario = chosenScenario(catalog, {});
    if (scenario) {
        const Result<BuiltNetwork> built = buildNetwork(catalog, *scenario);
        if (built) {
            const TrafficEstimate traffic = estimateTraffic(built->network);
            for (qsizetype i = 0; i < built->outboxes.size(); ++i)
                rates.insert(built->outboxes.at(i), traffic.outboxes.at(std::size_t(i)));
        }
    }
    QList<OutboxStudy> studies;
    for (const Service &each : catalog.services()) {
        if (!each.outbox || (!service.isEmpty() && each.id != service))
            continue;
        const double rate = rates.value(each.id, 0);
        studies.append({each.id, *each.outbox, rate, outboxFacts(*each.outbox, rate)});
    }
    if (studies.isEmpty())
        return Error{service.isEmpty() ? tr("No service of this project has an outbox.")
                                       : tr("“%1” has no outbox.").arg(service),
                     {},
                     tr("Give a service an outbox: \"outbox\": {\"mode\": \"hardened\"}.")};
    return studies;
}

QString stepText(const outbox::Step &step)
{
    const QString relay = tr("relay %1").arg(step.relay + 1);
    const int row = step.row + 1;
    switch (step.action) {
    case Action::Commit:
        return tr("row %1 is committed").arg(row);
    case Action::Poll:
        return step.batch.size() == 1 ? tr("%1 reads row %2").arg(relay, rowsText(step.batch))
                                      : tr("%1 reads rows %2").arg(relay, rowsText(step.batch));
    case Action::Publish:
        return tr("%1 publishes row %2").arg(relay).arg(row);
    case Action::Refused:
        return step.isPoison ? tr("the broker rejects row %1").arg(row)
                             : tr("%1 cannot reach the broker with row %2").arg(relay).arg(row);
    case Action::Mark:
        return tr("%1 marks row %2 as processed").arg(relay).arg(row);
    case Action::CountFail:
        return tr("%1 counts failure %2 of row %3").arg(relay).arg(step.attempts).arg(row);
    case Action::Crash:
        return tr("%1 crashes").arg(relay);
    }
    return {};
}

SequenceDiagram traceDiagram(const OutboxFact &fact)
{
    SequenceDiagram diagram;
    diagram.title = fact.title;
    diagram.lifelines = {{u"S"_s, tr("Service"), ParticipantKind::Service},
                         {u"T"_s, tr("Outbox table"), ParticipantKind::Outbox},
                         {u"R1"_s, tr("Relay 1"), ParticipantKind::Worker},
                         {u"R2"_s, tr("Relay 2"), ParticipantKind::Worker},
                         {u"B"_s, tr("Broker"), ParticipantKind::External}};
    constexpr int table = 1, firstRelay = 2, broker = 4;
    for (const outbox::Step &step : fact.trace) {
        const int relay = firstRelay + step.relay;
        SequenceRow row{SequenceRow::Kind::Message, stepText(step), relay, table};
        if (step.action == Action::Commit)
            row.from = 0;
        else if (step.action == Action::Publish)
            row.to = broker;
        else if (step.action == Action::Refused)
            row = {SequenceRow::Kind::Reply, row.text, broker, relay};
        else if (step.action == Action::Crash)
            row = {SequenceRow::Kind::Note, row.text, relay, relay};
        diagram.rows.append(row);
    }
    return diagram;
}

Json outboxJson(const QString &project, const QList<OutboxStudy> &studies)
{
    Json json = Json::object();
    json["$schema"] = "https://weir.dev/schema/1/outbox.json";
    json["tool"] = "weir";
    json["version"] = WEIR_VERSION;
    json["project"] = jsonOf(project);
    json["outboxes"] = Json::object();
    for (const OutboxStudy &study : studies) {
        Json object = Json::object();
        object["mode"] = study.outbox.mode == OutboxMode::Faithful ? "faithful" : "hardened";
        object["rate"] = study.rate;
        object["facts"] = Json::array();
        for (const OutboxFact &fact : study.facts)
            object["facts"].push_back(factJson(fact));
        json["outboxes"][study.service.toStdString()] = std::move(object);
    }
    return json;
}

QByteArray outboxMarkdown(const QList<OutboxStudy> &studies)
{
    QString text;
    for (const OutboxStudy &study : studies) {
        text += u"# The outbox of %1\n\n"_s.arg(study.service);
        text += u"| fact | faithful | hardened |\n|---|---|---|\n"_s;
        const auto word = [](bool happens) { return happens ? u"happens"_s : u"impossible"_s; };
        for (const OutboxFact &fact : study.facts)
            text += u"| %1 | %2 | %3 |\n"_s.arg(fact.title, word(fact.inFaithful), word(fact.inHardened));
        for (const OutboxFact &fact : study.facts) {
            text += u"\n## %1\n\n%2\n"_s.arg(fact.title, fact.meaning);
            if (!fact.trace.empty())
                text += u"\n```mermaid\n%1```\n"_s.arg(toMermaid(traceDiagram(fact)));
        }
        text += u'\n';
    }
    text.chop(1);
    return text.toUtf8();
}

} // namespace weir
