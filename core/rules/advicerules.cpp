// SPDX-License-Identifier: GPL-3.0-or-later
// Event or not an event: what the answers kept on an event type say (`weir advise`).
#include "core/base/translate.h"
#include "core/rules/design.h"
#include "core/rules/eventadvice.h"

using namespace Qt::StringLiterals;

namespace weir {

namespace {

/// Reports the events whose answer to \a id is yes, unless a reason is kept with it.
void checkAgainst(const Design &design, Reporter &reporter, const QString &id, const QString &message)
{
    for (const EventType &event : design.catalog.events()) {
        if (!event.advice || !event.advice->reason.isEmpty() || !adviceAnswers(*event.advice).value(id))
            continue;
        for (const AdviceQuestion &question : adviceQuestions()) {
            if (question.id == id)
                reporter.add({Kind::Event, event.id}, u"/advice/answers/"_s + id, message.arg(event.title()),
                             question.consequence + u' ' + tr("If it stays an event, say why in advice.reason."));
        }
    }
}

void checkRequests(const Design &design, Reporter &reporter)
{
    checkAgainst(design, reporter, u"request-response"_s, tr("“%1” is an event whose sender waits for the answer."));
}

void checkCrud(const Design &design, Reporter &reporter)
{
    checkAgainst(design, reporter, u"simple-crud"_s, tr("“%1” only says that a record was written."));
}

void checkConsistency(const Design &design, Reporter &reporter)
{
    checkAgainst(design, reporter, u"immediate-consistency"_s,
                 tr("“%1” is an event, but everybody has to see the change at once."));
}

void checkThroughput(const Design &design, Reporter &reporter)
{
    checkAgainst(design, reporter, u"low-throughput"_s,
                 tr("“%1” is an event of an application that is small and calm."));
}

void checkReasons(const Design &design, Reporter &reporter)
{
    for (const EventType &event : design.catalog.events()) {
        if (!event.advice || !event.advice->reason.isEmpty())
            continue;
        const AdviceVerdict verdict = adviceVerdict(adviceAnswers(*event.advice));
        if (verdict == AdviceVerdict::NoEvent || verdict == AdviceVerdict::DirectCall) {
            reporter.add({Kind::Event, event.id}, u"/advice/answers"_s,
                         tr("Nothing that was answered speaks for “%1” being an event.").arg(event.title()),
                         tr("Say in advice.reason why it is one, or make it a call."));
        }
    }
}

} // namespace

QList<RuleDefinition> adviceRules()
{
    return {
        {{u"advice/request-response"_s, Severity::Warning, tr("An event whose sender waits for the answer"),
          tr("Synchronous request and response are among the four cases where events do not help: two messages, a "
             "correlation "
             "and a time-out take the place of one call.")},
         checkRequests},
        {{u"advice/simple-crud"_s, Severity::Info, tr("An event for a record that was written"),
          tr("Plain creating, reading, updating and deleting needs no events. What others can use is what happened, "
             "not which "
             "row changed.")},
         checkCrud},
        {{u"advice/immediate-consistency"_s, Severity::Warning, tr("An event where all must agree at once"),
          tr("Consumers learn of an event later than its producer. What has to be true everywhere at the same moment "
             "belongs in "
             "one transaction.")},
         checkConsistency},
        {{u"advice/low-throughput"_s, Severity::Info, tr("An event in a small and calm application"),
          tr("Events pay off with many consumers or much load. In a small application they are mostly moving parts.")},
         checkThroughput},
        {{u"advice/no-reason"_s, Severity::Info, tr("Nothing speaks for an event"),
          tr("The questions were answered, and none of the six reasons for an event applies.")},
         checkReasons},
    };
}

} // namespace weir
