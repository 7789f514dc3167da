// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/rules/coupling.h"
#include "core/rules/eventadvice.h"

namespace weir {

struct Project;

/// One of the questions and what is answered to it for one event.
struct AdviceLine
{
    AdviceQuestion question;
    std::optional<bool> answer; ///< Nothing: open.
    QString evidence; ///< Why the design itself says yes; empty when the answer is one that was kept, or open.
};

/// Whether one thing should be an event.
struct EventAdviceReport
{
    QString event; ///< Its id.
    QString title;
    AdviceVerdict verdict = AdviceVerdict::Open;
    QList<AdviceLine> lines; ///< In the order of adviceQuestions().
    QString reason;          ///< Why it is an event all the same, as kept on it.
};

/// The advice on the event type \a event: what was answered, and what the design shows where nothing was (other services
/// that receive it, streams that carry it on). An error names the nearest event type.
Result<EventAdviceReport> adviseEvent(const Catalog &catalog, const QString &event);

/// The advice on every event type, and how strongly services are coupled.
struct ProjectAdvice
{
    QList<EventAdviceReport> events;
    QMap<QString, Coupling> services; ///< By id; external ones are left out.
};
ProjectAdvice adviseProject(const Catalog &catalog);

/// Keeps \a answers, and \a reason unless it is empty, on \a event in the project's files. An error leaves them alone.
Result<void> keepAdvice(Project &project, const QString &event, const AdviceAnswers &answers, const QString &reason);

/// `an event`, `not an event`, `a direct call`, ….
QString adviceVerdictText(AdviceVerdict verdict);

/// What `weir advise --format json` prints: `$schema`, `tool`, `version`, `events` and, for a whole project, `services`.
Json adviceReportJson(const QList<EventAdviceReport> &events, const QMap<QString, Coupling> &services = {});

} // namespace weir
