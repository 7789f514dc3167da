// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/model/eventtype.h"

#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace weir {

/// A question that decides whether something should be an event.
struct AdviceQuestion
{
    QString id;          ///< `cross-service`; stable.
    bool isFor = true;   ///< A yes speaks for an event, else against it.
    QString text;        ///< The question. Translated.
    QString consequence; ///< What a yes means: why, and what else to do. Translated.

    bool operator==(const AdviceQuestion &) const = default;
};

/// The six questions that speak for an event, then the four that speak against it: the lists "when to use events" and
/// "when not to" of the specification.
QList<AdviceQuestion> adviceQuestions();

/// Answers by question; a question that is not in it is open.
using AdviceAnswers = QMap<QString, bool>;

/// The answers that \a advice holds; members that are no question or no yes or no are left out.
AdviceAnswers adviceAnswers(const EventAdvice &advice);
/// \a answers as they stand in the file, in the order of the questions.
Json adviceJson(const AdviceAnswers &answers);
/// `cross-service=yes` (or `true`, `no`, `false`) as an answer; an error names the questions.
Result<std::pair<QString, bool>> parsedAnswer(const QString &text);

enum class AdviceVerdict : quint8 {
    Open,       ///< Nothing is answered.
    Event,      ///< Something speaks for it and nothing against.
    Doubt,      ///< Something speaks for it and something against.
    NoEvent,    ///< Nothing of what is answered speaks for it.
    DirectCall, ///< Likewise, and the caller needs the answer at once.
};

AdviceVerdict adviceVerdict(const AdviceAnswers &answers);
/// `event`, `doubt`, `not-an-event`, `direct-call` or `open`; stable.
QLatin1String adviceVerdictName(AdviceVerdict verdict);

} // namespace weir
