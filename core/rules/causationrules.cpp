// SPDX-License-Identifier: GPL-3.0-or-later
// Circles of events that cause each other, and services that call each other directly.
#include "core/base/translate.h"
#include "core/rules/coupling.h"
#include "core/rules/design.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

/// A follow-up that leads from one consumer to the next.
struct Step
{
    int producer = -1;
    int consumer = -1;
};

/// Follow-ups as a graph over the consumers. All walks keep their own stacks: chains may be as long as the design.
class Causation
{
public:
    explicit Causation(const Design &design) : m_design(design), m_next(size_t(design.routing.consumers().size()))
    {
        QHash<const Subscription *, int> ofSubscription;
        for (int i = 0; i < design.routing.consumers().size(); ++i) {
            if (design.routing.consumers().at(i).subscription)
                ofSubscription.insert(design.routing.consumers().at(i).subscription, i);
        }
        for (int i = 0; i < design.routing.producers().size(); ++i) {
            const delivery::Producer &producer = design.routing.producers().at(i);
            const int cause = producer.emits ? ofSubscription.value(producer.subscription, -1) : -1;
            if (cause < 0)
                continue;
            for (const int consumer : design.receivers.at(i)) {
                if (design.routing.consumers().at(consumer).subscription)
                    m_next[size_t(cause)].push_back({i, consumer});
            }
        }
    }

    /// One circle for each strongly connected part of more than one consumer, as its steps (Tarjan 1972).
    std::vector<std::vector<Step>> circles()
    {
        m_order.assign(m_next.size(), -1);
        m_low.assign(m_next.size(), -1);
        m_part.assign(m_next.size(), -1);
        for (int i = 0; i < int(m_next.size()); ++i) {
            if (m_order[size_t(i)] < 0)
                connect(i);
        }
        std::vector<std::vector<Step>> found;
        for (const int start : m_starts)
            found.push_back(shortestCircle(start));
        return found;
    }

private:
    struct Frame
    {
        int node = 0;
        size_t edge = 0;
    };

    void open(int node, std::vector<Frame> &frames)
    {
        m_order[size_t(node)] = m_low[size_t(node)] = m_count++;
        m_stack.push_back(node);
        frames.push_back({node, 0});
    }

    void connect(int root)
    {
        std::vector<Frame> frames;
        open(root, frames);
        while (!frames.empty()) {
            Frame &frame = frames.back();
            const size_t node = size_t(frame.node);
            if (frame.edge < m_next[node].size()) {
                const int to = m_next[node][frame.edge++].consumer;
                if (m_order[size_t(to)] < 0)
                    open(to, frames);
                else if (m_part[size_t(to)] < 0)
                    m_low[node] = std::min(m_low[node], m_order[size_t(to)]);
                continue;
            }
            frames.pop_back();
            if (!frames.empty())
                m_low[size_t(frames.back().node)] = std::min(m_low[size_t(frames.back().node)], m_low[node]);
            if (m_low[node] == m_order[node])
                close(int(node));
        }
    }

    /// Takes the part that \a node is the root of from the stack.
    void close(int node)
    {
        int size = 0, first = node, member = -1;
        do {
            member = m_stack.back();
            m_stack.pop_back();
            m_part[size_t(member)] = m_parts;
            first = std::min(first, member);
            ++size;
        } while (member != node);
        if (size > 1)
            m_starts.push_back(first);
        ++m_parts;
    }

    /// The fewest steps that lead from \a start back to it within its part.
    std::vector<Step> shortestCircle(int start) const
    {
        QHash<int, std::pair<int, int>> cameFrom; // consumer -> (consumer before, producer)
        std::vector<int> queue{start};
        for (size_t i = 0; i < queue.size() && !cameFrom.contains(start); ++i) {
            for (const Step &step : m_next[size_t(queue[i])]) {
                if (m_part[size_t(step.consumer)] != m_part[size_t(start)] || cameFrom.contains(step.consumer))
                    continue;
                cameFrom.insert(step.consumer, {queue[i], step.producer});
                queue.push_back(step.consumer);
            }
        }
        std::vector<Step> circle;
        int at = start;
        do {
            const auto [before, producer] = cameFrom.value(at);
            circle.push_back({producer, at});
            at = before;
        } while (at != start);
        std::reverse(circle.begin(), circle.end());
        return circle;
    }

    const Design &m_design;
    std::vector<std::vector<Step>> m_next; ///< By consumer.
    std::vector<int> m_order, m_low, m_part, m_stack;
    std::vector<int> m_starts; ///< The first consumer of each part of more than one.
    int m_count = 0, m_parts = 0;
};

void checkCircles(const Design &design, Reporter &reporter)
{
    const QList<delivery::Producer> &producers = design.routing.producers();
    for (const std::vector<Step> &circle : Causation(design).circles()) {
        double probability = 1;
        QStringList events;
        for (const Step &step : circle) {
            probability *= producers.at(step.producer).emits->probability;
            events.append(producers.at(step.producer).event);
        }
        events.append(events.first());
        const delivery::Producer &first = producers.at(circle.front().producer);
        const bool isEndless = probability >= 1;
        reporter.add(
            isEndless ? Severity::Warning : Severity::Info, first.element, first.pointer,
            isEndless
                ? tr("Events cause each other in a circle that never ends: %1.").arg(events.join(u" → "_s))
                : tr("Events cause each other in a circle: %1. Each round is followed by another with a probability "
                     "of %2.")
                      .arg(events.join(u" → "_s))
                      .arg(probability),
            isEndless ? tr("Break it: let one of them end the chain, or emit with a probability below 1.")
                      : tr("Make sure that something ends it, and give its messages an age or a count that does."));
    }
}

void checkCalls(const Design &design, Reporter &reporter)
{
    const QHash<QString, Coupling> couplings = couplingOf(design.catalog, design.routing);
    for (const Service &service : design.catalog.services()) {
        for (qsizetype i = 0; i < service.calls.size(); ++i) {
            const Call &call = service.calls.at(i);
            const Service *called = design.catalog.service(call.service);
            if (!called || called->external || service.external)
                continue;
            const Coupling &own = couplings[service.id], &other = couplings[called->id];
            reporter.add(
                {Kind::Service, service.id}, u"/calls/%1"_s.arg(i),
                call.reply ? tr("%1 calls %2 directly and waits for the answer: when one is down, so is the other (%1 "
                                "calls %3, "
                                "%2 is called by %4).")
                                 .arg(service.title(), called->title())
                                 .arg(own.calls)
                                 .arg(other.calledBy)
                           : tr("%1 calls %2 directly (%1 calls %3, %2 is called by %4).")
                                 .arg(service.title(), called->title())
                                 .arg(own.calls)
                                 .arg(other.calledBy),
                call.reply ? tr(
                    "Keep it where an answer is needed at once; else publish an event, or keep a copy of the data.")
                           : tr("Nothing waits for an answer: publish an event, and %1 need not know %2.")
                                 .arg(service.title(), called->title()));
        }
    }
}

} // namespace

QList<RuleDefinition> causationRules()
{
    return {
        {{u"topology/event-cycle"_s, Severity::Warning, tr("Events that cause each other in a circle"),
          tr("A follow-up event that leads back to where it came from runs on for ever, or until chance ends it. It "
             "floods "
             "queues long before anybody sees why.")},
         checkCircles},
        {{u"topology/direct-call"_s, Severity::Info, tr("A service that calls another directly"),
          tr("Services that talk in events need not know each other, and need not be up at the same time. Direct calls "
             "are "
             "listed so that coupling is a number: how many services one calls, and how many call it.")},
         checkCalls},
    };
}

} // namespace weir
