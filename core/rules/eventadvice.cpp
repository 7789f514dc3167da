// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/eventadvice.h"

#include "core/base/translate.h"

#include <nlohmann/json.hpp>

#include <QStringList>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

QList<AdviceQuestion> adviceQuestions()
{
    return {
        {u"asynchronous"_s, true, tr("Can the work be done later (e-mails, notifications, reports)?"),
         tr("The sender need not wait for it.")},
        {u"cross-service"_s, true, tr("Do other services have to know?"),
         tr("They can listen without the sender knowing them.")},
        {u"real-time"_s, true, tr("Does somebody watch for it in real time?"),
         tr("A stream or a notification carries it on as it happens.")},
        {u"background-job"_s, true, tr("Does it start a job in the background?"),
         tr("A queue spreads jobs over workers and keeps them over a restart.")},
        {u"data-sync"_s, true, tr("Does another store keep a copy of the data?"),
         tr("The copy follows the events, and can be built again from them.")},
        {u"audit"_s, true, tr("Is it needed for an audit log or for analytics?"),
         tr("Events are what happened, in order, and can be kept.")},
        {u"request-response"_s, false, tr("Does the caller need the answer at once?"),
         tr("A request and its response are a call: events make it slower and harder to follow. Call the service, and "
            "publish "
            "what came of it.")},
        {u"simple-crud"_s, false, tr("Is it only a record that is created, changed or deleted?"),
         tr("Reading and writing one's own records needs no event. Publish what it means to others, if it means "
            "anything.")},
        {u"immediate-consistency"_s, false, tr("Must everybody see the change at the same moment?"),
         tr("Consumers are behind by design. Keep together in one transaction what has to change together.")},
        {u"low-throughput"_s, false, tr("Is it a small application with few requests?"),
         tr("Broker, outbox, retries and dead letters cost more than they save there. A function call or a table will "
            "do.")},
    };
}

AdviceAnswers adviceAnswers(const EventAdvice &advice)
{
    AdviceAnswers answers;
    for (const AdviceQuestion &question : adviceQuestions()) {
        const Json *answer = memberOf(advice.answers.get(), question.id);
        if (answer && answer->is_boolean())
            answers.insert(question.id, answer->get<bool>());
    }
    return answers;
}

Json adviceJson(const AdviceAnswers &answers)
{
    Json json = Json::object();
    for (const AdviceQuestion &question : adviceQuestions()) {
        if (answers.contains(question.id))
            json[question.id.toStdString()] = answers.value(question.id);
    }
    return json;
}

Result<std::pair<QString, bool>> parsedAnswer(const QString &text)
{
    const QString id = text.section(u'=', 0, 0).trimmed();
    const QString word = text.section(u'=', 1).trimmed().toLower();
    QStringList ids;
    for (const AdviceQuestion &question : adviceQuestions())
        ids.append(question.id);
    if (!ids.contains(id))
        return Error{tr("“%1” is no question.").arg(id), {}, tr("There are: %1.").arg(ids.join(u", "_s))};
    const bool isYes = word == u"yes" || word == u"true" || word == u"y";
    if (!isYes && word != u"no" && word != u"false" && word != u"n")
        return Error{tr("“%1” answers neither yes nor no.").arg(text), {}, tr("Write %1=yes or %1=no.").arg(id)};
    return std::pair{id, isYes};
}

AdviceVerdict adviceVerdict(const AdviceAnswers &answers)
{
    bool speaksFor = false, speaksAgainst = false;
    for (const AdviceQuestion &question : adviceQuestions()) {
        if (answers.value(question.id))
            (question.isFor ? speaksFor : speaksAgainst) = true;
    }
    if (answers.isEmpty())
        return AdviceVerdict::Open;
    if (speaksFor)
        return speaksAgainst ? AdviceVerdict::Doubt : AdviceVerdict::Event;
    return answers.value(u"request-response"_s) ? AdviceVerdict::DirectCall : AdviceVerdict::NoEvent;
}

QLatin1String adviceVerdictName(AdviceVerdict verdict)
{
    switch (verdict) {
    case AdviceVerdict::Event:
        return QLatin1String("event");
    case AdviceVerdict::Doubt:
        return QLatin1String("doubt");
    case AdviceVerdict::NoEvent:
        return QLatin1String("not-an-event");
    case AdviceVerdict::DirectCall:
        return QLatin1String("direct-call");
    case AdviceVerdict::Open:
        break;
    }
    return QLatin1String("open");
}

} // namespace weir
