// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/assertions.h"

#include "core/base/duration.h"
#include "core/base/translate.h"

#include <algorithm>

namespace weir {

namespace {

/// Finds the elements that an assertion's argument stands for.
class Binder
{
public:
    explicit Binder(const BuiltNetwork &built) : m_built(built) {}

    /// False when the argument names nothing.
    bool bind(BoundAssertion &bound) const
    {
        const AssertionArgument &argument = bound.assertion.argument;
        switch (argument.kind) {
        case AssertionArgument::Kind::Everything:
            bindWhere(
                bound, [](const sim::Subscription &) { return true; }, [](const sim::Publication &) { return true; });
            for (sim::Index i = 0; i < m_built.network.channels.size(); ++i)
                bound.channels.push_back(i);
            return true;
        case AssertionArgument::Kind::Name:
            return bindName(bound, argument.name);
        case AssertionArgument::Kind::EventAtService:
            return bindEventAtService(bound, argument);
        case AssertionArgument::Kind::Item:
            return bindItem(bound, argument.name);
        }
        return false;
    }

private:
    template<typename Subscriptions, typename Publications>
    void bindWhere(BoundAssertion &bound, Subscriptions isMeant, Publications isPublished) const
    {
        const sim::Network &network = m_built.network;
        for (sim::Index i = 0; i < network.subscriptions.size(); ++i) {
            if (isMeant(network.subscriptions[i]))
                bound.subscriptions.push_back(i);
        }
        for (sim::Index i = 0; i < network.publications.size(); ++i) {
            if (isPublished(network.publications[i]))
                bound.publications.push_back(i);
        }
    }

    /// Whether \a subscription is fed with \a event: accepts it, on a channel where it is published.
    bool receives(const sim::Subscription &subscription, sim::Index event) const
    {
        if (!std::binary_search(subscription.events.begin(), subscription.events.end(), event))
            return false;
        const auto &publications = m_built.network.publications;
        return std::any_of(publications.begin(), publications.end(), [&](const sim::Publication &publication) {
            return publication.eventType == event && publication.channel == subscription.channel;
        });
    }

    bool bindName(BoundAssertion &bound, const QString &name) const
    {
        const qsizetype event = m_built.eventTypes.indexOf(name);
        if (event >= 0) {
            const auto type = static_cast<sim::Index>(event);
            bindWhere(
                bound, [&](const sim::Subscription &s) { return receives(s, type); },
                [type](const sim::Publication &p) { return p.eventType == type; });
            return true;
        }
        const qsizetype channel = m_built.channels.indexOf(name);
        if (channel < 0)
            return false;
        const auto index = static_cast<sim::Index>(channel);
        bindWhere(
            bound, [index](const sim::Subscription &s) { return s.channel == index; },
            [index](const sim::Publication &p) { return p.channel == index; });
        bound.channels.push_back(index);
        return true;
    }

    bool bindEventAtService(BoundAssertion &bound, const AssertionArgument &argument) const
    {
        const qsizetype event = m_built.eventTypes.indexOf(argument.name);
        qsizetype service = m_built.services.indexOf(argument.service);
        if (service < 0)
            service = m_built.serviceTitles.indexOf(argument.service);
        if (event < 0 || service < 0)
            return false;
        const auto type = static_cast<sim::Index>(event);
        const auto owner = static_cast<sim::Index>(service);
        bindWhere(
            bound, [&](const sim::Subscription &s) { return s.service == owner && receives(s, type); },
            [type](const sim::Publication &p) { return p.eventType == type; });
        return !bound.subscriptions.empty();
    }

    bool bindItem(BoundAssertion &bound, const QString &path) const
    {
        const qsizetype subscription = m_built.subscriptions.indexOf(path);
        const qsizetype publication = m_built.publications.indexOf(path);
        if (subscription >= 0)
            bound.subscriptions.push_back(static_cast<sim::Index>(subscription));
        if (publication >= 0)
            bound.publications.push_back(static_cast<sim::Index>(publication));
        return subscription >= 0 || publication >= 0;
    }

    const BuiltNetwork &m_built;
};

Error unbound(const Assertion &assertion, const BuiltNetwork &built, Place place)
{
    const AssertionArgument &argument = assertion.argument;
    place.line = place.file.isEmpty() ? 1 : 0;
    place.column = place.file.isEmpty() ? assertion.argumentColumn : 0;
    const QString hint = tr("Name an event, “event -> service”, a subscription as service/item, a channel, or *.");
    if (argument.kind == AssertionArgument::Kind::EventAtService && built.services.contains(argument.service))
        return {tr("“%1”: %2 receives no %3.").arg(assertion.text, argument.service, argument.name), place, hint};
    const QString name =
        argument.kind == AssertionArgument::Kind::EventAtService && built.eventTypes.contains(argument.name)
        ? argument.service
        : argument.name;
    return {tr("“%1”: this design has no “%2”.").arg(assertion.text, name), place, hint};
}

} // namespace

Result<std::vector<BoundAssertion>> bindAssertions(const BuiltNetwork &built, const QStringList &texts,
                                                   const QString &element, const QString &pointer)
{
    const Binder binder(built);
    std::vector<BoundAssertion> assertions;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        Place place;
        place.file = element;
        place.pointer = QStringLiteral("%1/%2").arg(pointer).arg(i);
        const Result<Assertion> parsed = parseAssertion(texts.at(i));
        if (!parsed) {
            Error error = parsed.error();
            error.message = QStringLiteral("“%1”: %2").arg(texts.at(i), error.message);
            error.place.file = place.file;
            error.place.pointer = place.pointer;
            if (!element.isEmpty())
                error.place.line = error.place.column = 0;
            return error;
        }
        BoundAssertion bound;
        bound.assertion = *parsed;
        if (!binder.bind(bound))
            return unbound(bound.assertion, built, place);
        assertions.push_back(std::move(bound));
    }
    return assertions;
}

namespace {

/// One for each event type of a subscription that has several with SLAs.
void addEventSlas(std::vector<BoundAssertion> &assertions, const BuiltNetwork &built, std::size_t subscription)
{
    const auto &slas = built.eventSlas.at(subscription);
    for (std::size_t i = 0; i < slas.size(); ++i) {
        const Duration within(built.network.subscriptions.at(subscription).eventSlas.at(i).within);
        const QString path = built.subscriptions.at(qsizetype(subscription));
        BoundAssertion bound;
        bound.fromSla = true;
        bound.eventSla = i;
        bound.assertion.function = AssertionFunction::Share;
        bound.assertion.argument = {AssertionArgument::Kind::Item, path, {}};
        bound.assertion.within = within;
        bound.assertion.comparison = Comparison::GreaterOrEqual;
        bound.assertion.limit = slas.at(i).share;
        bound.assertion.text = QStringLiteral("share(within %1, %2 -> %3) >= %4")
                                   .arg(durationText(within), slas.at(i).event, path.section(u'/', 0, 0))
                                   .arg(slas.at(i).share);
        bound.subscriptions.push_back(static_cast<sim::Index>(subscription));
        assertions.push_back(std::move(bound));
    }
}

} // namespace

std::vector<BoundAssertion> slaAssertions(const BuiltNetwork &built)
{
    std::vector<BoundAssertion> assertions;
    for (std::size_t i = 0; i < built.slas.size(); ++i) {
        addEventSlas(assertions, built, i);
        const auto &sla = built.slas.at(i);
        if (!sla)
            continue;
        const Duration within(built.network.subscriptions.at(i).slaWithin);
        BoundAssertion bound;
        bound.fromSla = true;
        bound.assertion.function = AssertionFunction::Share;
        bound.assertion.argument = {AssertionArgument::Kind::Item, built.subscriptions.at(qsizetype(i)), {}};
        bound.assertion.within = within;
        bound.assertion.comparison = Comparison::GreaterOrEqual;
        bound.assertion.limit = sla->share;
        bound.assertion.text = QStringLiteral("share(within %1, %2) >= %3")
                                   .arg(durationText(within), built.subscriptions.at(qsizetype(i)))
                                   .arg(sla->share);
        bound.subscriptions.push_back(static_cast<sim::Index>(i));
        assertions.push_back(std::move(bound));
    }
    return assertions;
}

void requestShares(const std::vector<BoundAssertion> &assertions, sim::Network &network)
{
    for (const BoundAssertion &bound : assertions) {
        if (bound.assertion.function != AssertionFunction::Share || !bound.assertion.within)
            continue;
        for (const sim::Index index : bound.subscriptions) {
            sim::Time &within = network.subscriptions.at(index).slaWithin;
            if (within == 0 && network.subscriptions.at(index).eventSlas.empty())
                within = bound.assertion.within->count();
        }
    }
}

} // namespace weir
