// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/network.h"

#include <array>
#include <compare>
#include <optional>

/// Every interleaving of a small outbox: what can go wrong, and how, in the fewest steps.
namespace weir::outbox {

inline constexpr int mostRows = 4;
inline constexpr int mostRelays = 2;
inline constexpr int mostBatch = mostRows;
inline constexpr int mostAttempts = 10;
/// Different states that are looked at; a model that has more is given up.
inline constexpr std::size_t mostStates = 2'000'000;

/// What is explored. Rows are created in the order of their numbers.
struct Model
{
    sim::OutboxMode mode = sim::OutboxMode::Hardened;
    int rows = 2;                ///< 1 to mostRows.
    int relays = 1;              ///< 1 to mostRelays.
    int batch = 4;               ///< Rows a relay takes at a time, 1 to mostBatch.
    int maxAttempts = 5;         ///< 1 to mostAttempts.
    int crashes = 0;             ///< Times a relay may stop, wherever it is.
    bool mayFail = false;        ///< The broker may be unreachable at any attempt.
    bool isPoison = false;       ///< The broker rejects the first row, always.
    bool anyCommitOrder = false; ///< Transactions may commit in another order than their rows were created in.
    bool allAtOnce = false;      ///< All rows are committed before the first poll.
};

/// What can go wrong.
enum class Defect : std::uint8_t {
    Duplicate,   ///< A row is published twice.
    Loss,        ///< A row is marked, and was never published.
    StuckRow,    ///< A row stays pending for ever: its attempts are used up, and nothing tells so.
    LeftWaiting, ///< A relay goes to sleep after a full batch although rows wait: at most a batch is published a poll.
    Disorder,    ///< A row is published before an older one that was committed.
    LateCommit,  ///< A row is published before an older one whose transaction was still open.
};
inline constexpr std::size_t defects = 6;

enum class Action : std::uint8_t {
    Commit,    ///< The transaction with a row commits.
    Poll,      ///< A relay reads its batch (hardened: and locks it).
    Publish,   ///< A relay publishes a row, and the broker takes it.
    Refused,   ///< It does not: it is unreachable, or rejects the row.
    Mark,      ///< A relay marks a row as processed.
    CountFail, ///< A relay adds one to a row's attempts (hardened, at the last: and gives it up).
    Crash,     ///< A relay stops; its locks go. It starts again with the next poll.
};

/// One step of a trace.
struct Step
{
    Action action = Action::Commit;
    int relay = -1;           ///< Who; -1: the service.
    int row = -1;             ///< Which; -1: several or none.
    std::vector<int> batch{}; ///< Poll: the rows read, in their order.
    int attempts = 0;         ///< CountFail: what the row then has.
    bool isPoison = false;    ///< Refused: the row, not the broker, is to blame.

    bool operator==(const Step &) const = default;
};

/// What exploring a model found.
struct Exploration
{
    std::size_t states = 0;
    bool isComplete = true; ///< Every state was looked at; a defect without a trace is then impossible in the model.
    std::array<std::optional<std::vector<Step>>, defects> shortest; ///< By Defect: the fewest steps that lead to it.

    bool has(Defect defect) const { return shortest[std::size_t(defect)].has_value(); }
};

/// Looks at every state that \a model can reach, breadth first.
///
/// `faithful` is the worker of the specification: `SELECT … WHERE status = 'pending' AND retry_count < max LIMIT batch`
/// without an order or a lock, each failure counts, one batch a poll. `hardened` reads `ORDER BY created_at … FOR UPDATE
/// SKIP LOCKED`, ends its batch when the broker is unreachable without counting, gives a rejected row up at the limit, and
/// goes on while its batches are full.
Exploration explore(const Model &model);

} // namespace weir::outbox
