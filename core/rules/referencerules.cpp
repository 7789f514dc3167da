// SPDX-License-Identifier: GPL-3.0-or-later
// Names that name nobody.
#include "core/base/translate.h"
#include "core/rules/design.h"
#include "core/rules/elementids.h"

#include "core/expression/assertion.h"
#include "core/model/pointer.h"

#include <vector>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

QString didYouMean(const QString &suggestion, const QString &otherwise)
{
    return suggestion.isEmpty() ? otherwise : tr("Did you mean “%1”?").arg(suggestion);
}

/// Reports the references to elements of \a kind that are not there; \a message takes who names it and the id.
void checkReferences(const Design &design, Reporter &reporter, Kind kind, const QString &message, const QString &hint)
{
    const std::vector<QString> ids = idsOf(design.catalog, kind);
    for (const Reference &reference : design.references) {
        if (reference.kind != kind || design.catalog.contains({kind, reference.id}))
            continue;
        reporter.add(reference.from, reference.pointer, message.arg(reference.subject, reference.id),
                     didYouMean(reporter.suggestion(reference.id, ids), hint.arg(reference.id)));
    }
}

void checkEvents(const Design &design, Reporter &reporter)
{
    checkReferences(design, reporter, Kind::Event, tr("%1 names the event type “%2”, which is not in the catalog."),
                    tr("Add events/%1.json, or correct the name."));
}

void checkChannels(const Design &design, Reporter &reporter)
{
    checkReferences(design, reporter, Kind::Channel, tr("%1 names the channel “%2”, which does not exist."),
                    tr("Add channels/%1.json, or correct the name."));
}

void checkPolicies(const Design &design, Reporter &reporter)
{
    checkReferences(design, reporter, Kind::Policy, tr("%1 names the retry policy “%2”, which does not exist."),
                    tr("Add policies/%1.json, or correct the name; until then there is one attempt."));
}

void checkServices(const Design &design, Reporter &reporter)
{
    checkReferences(design, reporter, Kind::Service, tr("%1 names the service “%2”, which does not exist."),
                    tr("Add services/%1.json, or correct the name."));
}

void checkWebhooks(const Design &design, Reporter &reporter)
{
    checkReferences(design, reporter, Kind::Webhook, tr("%1 notifies the webhook “%2”, which does not exist."),
                    tr("Add webhooks/%1.json, or correct the name."));
}

void checkOperationSends(const Design &design, Reporter &reporter)
{
    for (const Service &service : design.catalog.services()) {
        const std::vector<QString> ids = idsOf(service.sends);
        for (qsizetype i = 0; i < service.operations.size(); ++i) {
            const Operation &operation = service.operations.at(i);
            for (qsizetype j = 0; j < operation.sends.size(); ++j) {
                const QString &id = operation.sends.at(j);
                if (std::find(ids.begin(), ids.end(), id) != ids.end())
                    continue;
                reporter.add({Kind::Service, service.id}, u"/operations/%1/sends/%2"_s.arg(i).arg(j),
                             tr("The operation “%1” of %2 sends “%3”, which is not among what the service sends.")
                                 .arg(operation.id, service.title(), id),
                             didYouMean(reporter.suggestion(id, ids), tr("Add it to the service's sends.")));
            }
        }
    }
}

/// Looks at the steps of a flow and those inside them.
class FlowCheck
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    FlowCheck(const Flow &flow, Reporter &reporter)
        : m_flow(flow)
        , m_reporter(reporter)
        , m_ids(idsOf(flow.participants))
    {}

    void check(const QList<FlowStep> &steps, const QString &pointer)
    {
        for (qsizetype i = 0; i < steps.size(); ++i) {
            const FlowStep &step = steps.at(i);
            const QString at = pointer + u'/' + QString::number(i);
            checkName(step.from, at + u"/from"_s);
            checkName(step.to, at + u"/to"_s);
            if (step.kind == StepKind::Transaction)
                checkName(step.text, at + u"/transaction"_s);
            for (qsizetype j = 0; j < step.over.size(); ++j)
                checkName(step.over.at(j), at + u"/over/"_s + QString::number(j));
            check(step.steps, at + u"/steps"_s);
            check(step.otherwise, at + u"/else"_s);
        }
    }

private:
    void checkName(const QString &id, const QString &pointer)
    {
        if (id.isEmpty() || std::find(m_ids.begin(), m_ids.end(), id) != m_ids.end())
            return;
        m_reporter.add({Kind::Flow, m_flow.id}, pointer,
                       tr("A step of the flow “%1” names “%2”, which takes no part in it.").arg(m_flow.title(), id),
                       didYouMean(m_reporter.suggestion(id, m_ids), tr("Add it to the flow's participants.")));
    }

    const Flow &m_flow;
    Reporter &m_reporter;
    std::vector<QString> m_ids;
};

void checkParticipants(const Design &design, Reporter &reporter)
{
    for (const Flow &flow : design.catalog.flows())
        FlowCheck(flow, reporter).check(flow.steps, u"/steps"_s);
}

/// Whether \a target names something a fault can hit: an element's id, its path, or an item `service/item`.
bool canBeHit(const Catalog &catalog, const QString &target)
{
    if (catalog.service(target) || catalog.event(target) || catalog.channel(target) || target == u"*")
        return true;
    if (const std::optional<ElementRef> element = ElementRef::fromPath(target); element && catalog.contains(*element))
        return true;
    const Service *service = catalog.service(target.section(u'/', 0, 0));
    const QString item = target.section(u'/', 1, 1);
    const auto isItem = [&item](const auto &each) { return each.id == item; };
    return service
        && (std::any_of(service->sends.begin(), service->sends.end(), isItem)
            || std::any_of(service->receives.begin(), service->receives.end(), isItem)
            || std::any_of(service->operations.begin(), service->operations.end(), isItem));
}

bool isService(const Catalog &catalog, const QString &name)
{
    const QList<Service> &services = catalog.services();
    return catalog.service(name)
        || std::any_of(services.begin(), services.end(), [&name](const Service &each) { return each.title() == name; });
}

/// The name in \a text, an assertion, that the design does not have; empty when all are there, or it cannot be read.
QString unknownIn(const Catalog &catalog, const QString &text)
{
    const Result<Assertion> assertion = parseAssertion(text);
    if (!assertion)
        return {};
    const AssertionArgument &argument = assertion->argument;
    switch (argument.kind) {
    case AssertionArgument::Kind::Name:
        // Dead letter queues that nobody names are there, too.
        if (catalog.event(argument.name) || catalog.channel(argument.name) || argument.name.endsWith(u".dlq"))
            return {};
        return argument.name;
    case AssertionArgument::Kind::EventAtService:
        if (!catalog.event(argument.name))
            return argument.name;
        return isService(catalog, argument.service) ? QString() : argument.service;
    case AssertionArgument::Kind::Item:
        return canBeHit(catalog, argument.name) ? QString() : argument.name;
    case AssertionArgument::Kind::Everything:
        break;
    }
    return {};
}

void checkScenarios(const Design &design, Reporter &reporter)
{
    const QString hint = tr("Correct the name, or remove it from the scenario.");
    for (const Scenario &scenario : design.catalog.scenarios()) {
        const ElementRef element{Kind::Scenario, scenario.id};
        const auto report = [&](const QString &pointer, const QString &name) {
            reporter.add(element, pointer,
                         tr("The scenario “%1” names “%2”, which is not in the design.").arg(scenario.name(), name),
                         hint);
        };
        for (qsizetype i = 0; i < scenario.faults.size(); ++i) {
            const QString &target = scenario.faults.at(i).target;
            if (!target.isEmpty() && !canBeHit(design.catalog, target))
                report(u"/faults/%1/target"_s.arg(i), target);
        }
        for (auto it = scenario.rates.begin(); it != scenario.rates.end(); ++it) {
            if (!canBeHit(design.catalog, it.key()))
                report(u"/load/rates/"_s + escapedPointerToken(it.key()), it.key());
        }
        for (const ScenarioSetting &setting : scenario.set) {
            const std::optional<ElementRef> target = ElementRef::fromPath(setting.path);
            if (!target || !design.catalog.contains(*target))
                report(u"/set/"_s + escapedPointerToken(setting.path), setting.path);
        }
        for (qsizetype i = 0; i < scenario.assertions.size(); ++i) {
            const QString unknown = unknownIn(design.catalog, scenario.assertions.at(i));
            if (!unknown.isEmpty())
                report(u"/assertions/%1"_s.arg(i), unknown);
        }
    }
}

void checkPositions(const Design &design, Reporter &reporter)
{
    for (const View &view : design.catalog.views()) {
        for (auto it = view.nodes.begin(); it != view.nodes.end(); ++it) {
            const std::optional<ElementRef> target = ElementRef::fromPath(it.key());
            if (target && !design.catalog.contains(*target)) {
                reporter.add({Kind::View, view.id}, u"/nodes/"_s + escapedPointerToken(it.key()),
                             tr("The view “%1” places %2, which does not exist.")
                                 .arg(view.title.isEmpty() ? view.id : view.title, it.key()),
                             tr("Remove the line; nothing is drawn for it."));
            }
        }
    }
}

} // namespace

QList<RuleDefinition> referenceRules()
{
    const QString why =
        tr("What is named but does not exist cannot be simulated, documented or run. Most often it is a typing "
           "error, or something was renamed by hand in one place only.");
    return {
        {{u"structure/unknown-event"_s, Severity::Error, tr("An event type that does not exist"), why}, checkEvents},
        {{u"structure/unknown-channel"_s, Severity::Error, tr("A channel that does not exist"), why}, checkChannels},
        {{u"structure/unknown-policy"_s, Severity::Error, tr("A retry policy that does not exist"), why},
         checkPolicies},
        {{u"structure/unknown-service"_s, Severity::Error, tr("A service that does not exist"), why}, checkServices},
        {{u"structure/unknown-webhook"_s, Severity::Error, tr("A webhook that does not exist"), why}, checkWebhooks},
        {{u"structure/unknown-send"_s, Severity::Error, tr("An operation sends what its service does not send"),
          tr("An operation lists by id which of the service's publications one call of it makes. An id that is not "
             "there makes "
             "the operation publish less than it says.")},
         checkOperationSends},
        {{u"structure/unknown-participant"_s, Severity::Error, tr("A step between unknown participants"),
          tr("A flow's steps go from one of its participants to another. A step that names none of them cannot be "
             "drawn.")},
         checkParticipants},
        {{u"structure/unknown-target"_s, Severity::Error, tr("A scenario about something that does not exist"),
          tr("Faults, rates, settings and assertions of a scenario name elements of the design. A scenario that names "
             "others asks "
             "about "
             "another design than this one.")},
         checkScenarios},
        {{u"structure/unknown-position"_s, Severity::Info, tr("A position of something that does not exist"),
          tr("A view keeps the positions of its nodes. Positions of elements that are gone do no harm but confuse "
             "readers.")},
         checkPositions},
    };
}

} // namespace weir
