// SPDX-License-Identifier: GPL-3.0-or-later
// Assertions, alerts and keys that cannot be read.
#include "core/base/translate.h"
#include "core/rules/design.h"

#include "core/expression/assertion.h"
#include "core/expression/expression.h"

using namespace Qt::StringLiterals;

namespace weir {

namespace {

void report(Reporter &reporter, const ElementRef &element, const QString &pointer, const QString &subject,
            const QString &text, const Error &error)
{
    reporter.add(
        element, pointer,
        tr("%1 cannot be read: “%2”, column %3: %4").arg(subject, text).arg(error.place.column).arg(error.message),
        error.hint.isEmpty() ? tr("Correct it; until then it is never checked.") : error.hint);
}

void checkAssertions(const Scenario &scenario, Reporter &reporter)
{
    for (qsizetype i = 0; i < scenario.assertions.size(); ++i) {
        const Result<Assertion> parsed = parseAssertion(scenario.assertions.at(i));
        if (!parsed) {
            report(reporter, {Kind::Scenario, scenario.id}, u"/assertions/%1"_s.arg(i),
                   tr("An assertion of the scenario “%1”").arg(scenario.name()), scenario.assertions.at(i),
                   parsed.error());
        }
    }
}

/// An alert is an assertion about figures (`dlq(*) > 0`) or a condition on single messages (`latency > 250ms`); the error
/// is that of the form that was read farther.
std::optional<Error> alertError(const QString &when)
{
    const Result<Assertion> figures = parseAssertion(when);
    const Result<Expression> condition = parseExpression(when);
    if (figures || condition)
        return std::nullopt;
    return figures.error().place.column >= condition.error().place.column ? figures.error() : condition.error();
}

void checkKeys(const Service &service, Reporter &reporter)
{
    for (qsizetype i = 0; i < service.sends.size(); ++i) {
        const Publication &publication = service.sends.at(i);
        // With braces it is a text that holds expressions.
        if (publication.key.isEmpty() || publication.key.contains(u'{'))
            continue;
        const Result<Expression> parsed = parseExpression(publication.key);
        if (!parsed) {
            report(reporter, {Kind::Service, service.id}, u"/sends/%1/key"_s.arg(i),
                   tr("The key of “%1” of %2").arg(publication.id, service.title()), publication.key, parsed.error());
        }
    }
}

void checkExpressions(const Design &design, Reporter &reporter)
{
    for (const Scenario &scenario : design.catalog.scenarios())
        checkAssertions(scenario, reporter);
    const QList<Alert> &alerts = design.catalog.project().alerts;
    for (qsizetype i = 0; i < alerts.size(); ++i) {
        const Alert &alert = alerts.at(i);
        const std::optional<Error> error = alert.when.isEmpty() ? std::nullopt : alertError(alert.when);
        if (error) {
            report(reporter, {Kind::Project, {}}, u"/alerts/%1/when"_s.arg(i), tr("The alert “%1”").arg(alert.id),
                   alert.when, *error);
        }
    }
    for (const Service &service : design.catalog.services())
        checkKeys(service, reporter);
}

} // namespace

QList<RuleDefinition> expressionRules()
{
    return {
        {{u"structure/invalid-expression"_s, Severity::Error, tr("An expression that cannot be read"),
          tr("An assertion or alert that cannot be read is never checked, and a promise that is never checked looks "
             "like one that is kept. A key that cannot be read keeps nothing together.")},
         checkExpressions},
    };
}

} // namespace weir
