// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/outboxexplorer.h"

#include <algorithm>
#include <cassert>
#include <map>

namespace weir::outbox {

namespace {

enum class Status : std::uint8_t { Uncommitted, Pending, Processed, Dead };

struct Row
{
    Status status = Status::Uncommitted;
    std::uint8_t attempts = 0;
    std::uint8_t published = 0; ///< 2 is twice or more.

    auto operator<=>(const Row &) const = default;
};

/// Where a relay stands in its batch.
enum class Phase : std::uint8_t { Asleep, Publishing, Marking, Counting };

struct Relay
{
    Phase phase = Phase::Asleep;
    std::uint8_t size = 0, next = 0;
    bool wasFull = false;
    bool hasSlept = false; ///< It went to sleep after a full batch while rows waited.
    std::array<std::uint8_t, mostBatch> batch{};

    auto operator<=>(const Relay &) const = default;
};

struct State
{
    std::array<Row, mostRows> rows;
    std::array<Relay, mostRelays> relays;
    std::uint8_t crashes = 0;
    bool hasDisorder = false, hasLateCommit = false;

    auto operator<=>(const State &) const = default;
};

/// A state that was reached, and from where.
struct Reached
{
    std::size_t from = 0;
    Step step;
};

class Explorer
{
public:
    explicit Explorer(const Model &model) : m_model(model)
    {
        assert(model.rows >= 1 && model.rows <= mostRows && model.relays >= 1 && model.relays <= mostRelays);
        assert(model.batch >= 1 && model.batch <= mostBatch);
        assert(model.maxAttempts >= 1 && model.maxAttempts <= mostAttempts);
    }

    Exploration explore()
    {
        State first;
        first.crashes = static_cast<std::uint8_t>(m_model.crashes);
        reach(first, 0, {});
        for (m_at = 0; m_at < m_states.size(); ++m_at) {
            const State state = *m_states[m_at]; // The map keeps its keys where they are.
            judge(state);
            commits(state);
            for (std::size_t relay = 0; relay < std::size_t(m_model.relays); ++relay)
                moves(state, relay);
            if (m_states.size() > mostStates) {
                m_exploration.isComplete = false;
                break;
            }
        }
        m_exploration.states = m_states.size();
        return std::move(m_exploration);
    }

private:
    bool isHardened() const { return m_model.mode == sim::OutboxMode::Hardened; }
    std::size_t rows() const { return std::size_t(m_model.rows); }

    void reach(const State &state, std::size_t from, Step step)
    {
        const auto [place, isNew] = m_known.insert({state, m_states.size()});
        if (!isNew)
            return;
        m_states.push_back(&place->first);
        m_reached.push_back({from, std::move(step)});
    }

    void found(Defect defect)
    {
        std::optional<std::vector<Step>> &trace = m_exploration.shortest[std::size_t(defect)];
        if (trace)
            return; // Breadth first: the first is the shortest.
        trace.emplace();
        for (std::size_t at = m_at; at != 0; at = m_reached[at].from)
            trace->push_back(m_reached[at].step);
        std::reverse(trace->begin(), trace->end());
    }

    void judge(const State &state)
    {
        for (std::size_t i = 0; i < rows(); ++i) {
            const Row &row = state.rows[i];
            if (row.published > 1)
                found(Defect::Duplicate);
            if (row.status == Status::Processed && row.published == 0)
                found(Defect::Loss);
            // A row that was published before its relay stopped is no harm when it stays.
            if (row.status == Status::Pending && row.attempts >= m_model.maxAttempts && row.published == 0)
                found(Defect::StuckRow);
        }
        if (std::any_of(state.relays.begin(), state.relays.end(), [](const Relay &relay) { return relay.hasSlept; }))
            found(Defect::LeftWaiting);
        if (state.hasDisorder)
            found(Defect::Disorder);
        if (state.hasLateCommit)
            found(Defect::LateCommit);
    }

    void commits(const State &state)
    {
        for (std::size_t i = 0; i < rows(); ++i) {
            if (state.rows[i].status != Status::Uncommitted)
                continue;
            State next = state;
            next.rows[i].status = Status::Pending;
            reach(next, m_at, {Action::Commit, -1, int(i), {}, 0, false});
            if (!m_model.anyCommitOrder)
                return;
        }
    }

    /// Whether a relay's query returns row \a index.
    bool isEligible(const State &state, std::size_t index) const
    {
        const Row &row = state.rows[index];
        if (row.status != Status::Pending || row.attempts >= m_model.maxAttempts)
            return false;
        return !isHardened() || !isLocked(state, index);
    }

    static bool isLocked(const State &state, std::size_t index)
    {
        return std::any_of(state.relays.begin(), state.relays.end(), [index](const Relay &relay) {
            if (relay.phase == Phase::Asleep)
                return false;
            const auto *const begin = relay.batch.begin() + relay.next, *const end = relay.batch.begin() + relay.size;
            return std::find(begin, end, index) != end;
        });
    }

    bool isAnyUncommitted(const State &state) const
    {
        return std::any_of(state.rows.begin(), state.rows.begin() + m_model.rows,
                           [](const Row &row) { return row.status == Status::Uncommitted; });
    }

    void moves(const State &state, std::size_t relay)
    {
        switch (state.relays[relay].phase) {
        case Phase::Asleep:
            if (!m_model.allAtOnce || !isAnyUncommitted(state))
                poll(state, relay);
            return;
        case Phase::Publishing:
            publish(state, relay);
            break;
        case Phase::Marking:
            mark(state, relay);
            break;
        case Phase::Counting:
            countFailure(state, relay);
            break;
        }
        if (state.crashes > 0) {
            State next = state;
            --next.crashes;
            next.relays[relay] = {};
            reach(next, m_at, {Action::Crash, int(relay), -1, {}, 0, false});
        }
    }

    void poll(const State &state, std::size_t relay)
    {
        std::vector<std::uint8_t> eligible;
        for (std::size_t i = 0; i < rows(); ++i) {
            if (isEligible(state, i))
                eligible.push_back(static_cast<std::uint8_t>(i));
        }
        if (eligible.empty())
            return;
        const std::size_t size = std::min(eligible.size(), std::size_t(m_model.batch));
        // Without an order the database may return the rows in any.
        do {
            State next = state;
            Relay &taken = next.relays[relay];
            taken = {};
            taken.phase = Phase::Publishing;
            taken.size = static_cast<std::uint8_t>(size);
            taken.wasFull = size == std::size_t(m_model.batch);
            std::copy_n(eligible.begin(), size, taken.batch.begin());
            Step step{Action::Poll, int(relay), -1, {}, 0, false};
            step.batch.assign(eligible.begin(), eligible.begin() + std::ptrdiff_t(size));
            reach(next, m_at, std::move(step));
        } while (!isHardened() && std::next_permutation(eligible.begin(), eligible.end()));
    }

    void publish(const State &state, std::size_t relay)
    {
        const Relay &at = state.relays[relay];
        const std::size_t row = at.batch[at.next];
        const bool isPoison = m_model.isPoison && row == 0;
        if (!isPoison) {
            State next = state;
            noteOrder(next, row);
            next.rows[row].published = static_cast<std::uint8_t>(std::min(2, next.rows[row].published + 1));
            next.relays[relay].phase = Phase::Marking;
            reach(next, m_at, {Action::Publish, int(relay), int(row), {}, 0, false});
        }
        if (!isPoison && !m_model.mayFail)
            return;
        State next = state;
        if (isPoison || !isHardened())
            next.relays[relay].phase = Phase::Counting;
        else
            next.relays[relay] = {}; // The batch ends, nothing is counted.
        reach(next, m_at, {Action::Refused, int(relay), int(row), {}, 0, isPoison});
    }

    /// A row goes out for the first time: are older ones still to come?
    void noteOrder(State &state, std::size_t row) const
    {
        if (state.rows[row].published > 0)
            return;
        for (std::size_t older = 0; older < row; ++older) {
            if (state.rows[older].published > 0 || (m_model.isPoison && older == 0))
                continue;
            if (state.rows[older].status == Status::Uncommitted)
                state.hasLateCommit = true;
            else
                state.hasDisorder = true;
        }
    }

    void mark(const State &state, std::size_t relay)
    {
        State next = state;
        const std::size_t row = state.relays[relay].batch[state.relays[relay].next];
        next.rows[row].status = Status::Processed;
        goOn(next, relay);
        reach(next, m_at, {Action::Mark, int(relay), int(row), {}, 0, false});
    }

    void countFailure(const State &state, std::size_t relay)
    {
        State next = state;
        const std::size_t index = state.relays[relay].batch[state.relays[relay].next];
        Row &row = next.rows[index];
        row.attempts = static_cast<std::uint8_t>(std::min(row.attempts + 1, mostAttempts));
        if (isHardened() && row.attempts >= m_model.maxAttempts)
            row.status = Status::Dead;
        goOn(next, relay);
        reach(next, m_at, {Action::CountFail, int(relay), int(index), {}, row.attempts, false});
    }

    /// The next row of the batch; after the last one the relay sleeps, or takes the next batch at once.
    void goOn(State &state, std::size_t relay) const
    {
        Relay &at = state.relays[relay];
        ++at.next;
        at.phase = Phase::Publishing;
        if (at.next < at.size)
            return;
        const bool wasFull = at.wasFull;
        at = {};
        if (!wasFull || isHardened())
            return; // Drains: it polls again without waiting, which is a poll of its own here.
        for (std::size_t i = 0; i < rows(); ++i)
            at.hasSlept = at.hasSlept || isEligible(state, i);
    }

    const Model &m_model;
    std::map<State, std::size_t> m_known;
    std::vector<const State *> m_states;
    std::vector<Reached> m_reached;
    std::size_t m_at = 0;
    Exploration m_exploration;
};

} // namespace

Exploration explore(const Model &model)
{
    return Explorer(model).explore();
}

} // namespace weir::outbox
