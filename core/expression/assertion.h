// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/duration.h"
#include "core/base/result.h"

#include <QStringList>

#include <optional>

namespace weir {

/// What an assertion measures.
enum class AssertionFunction : quint8 {
    P50, ///< Percentiles, mean and maximum of the end-to-end latency.
    P90,
    P95,
    P99,
    P999,
    Max,
    Mean,
    Share,       ///< Messages done `within` a time, 0 to 1.
    Dlq,         ///< Messages dead-lettered.
    Lost,        ///< Messages lost.
    Duplicates,  ///< Deliveries beyond the first success.
    Depth,       ///< Most messages waiting.
    Utilisation, ///< Share of time the servers are busy, 0 to 1.
    Attempts,    ///< Mean attempts for a message.
    Drain,       ///< Longest time until a fault's backlog is gone.
};

/// What a function's value is measured in.
enum class AssertionUnit : quint8 { Time, Count, Share };

/// What is measured.
struct AssertionArgument
{
    enum class Kind : quint8 {
        Everything,     ///< `*`, or nothing at all.
        Name,           ///< An event type, or a channel: `user.created`.
        EventAtService, ///< `user.created -> email-service`.
        Item,           ///< A subscription or publication: `billing/bill`.
    };

    Kind kind = Kind::Everything;
    QString name;    ///< The event or channel; for `Item` the whole path.
    QString service; ///< Id or name of a service; for `EventAtService` only.

    bool operator==(const AssertionArgument &) const = default;
};

enum class Comparison : quint8 { Less, LessOrEqual, Greater, GreaterOrEqual, Equal, NotEqual };

/// A promise about a run: `p99(user.created -> email-service) < 5m`.
struct Assertion
{
    QString text; ///< As it was written, without blanks around it.
    AssertionFunction function = AssertionFunction::P99;
    AssertionArgument argument;
    std::optional<Duration> within; ///< Of `share`, and only there: `share(within 5m, user.created)`.
    Comparison comparison = Comparison::Less;
    double limit = 0;       ///< Right-hand side in the function's unit; times are seconds.
    int argumentColumn = 0; ///< Where the argument stands, from 1.

    AssertionUnit unit() const;
    /// Whether \a measured, in the function's unit, keeps the promise. Not a number never does.
    bool holds(double measured) const;

    bool operator==(const Assertion &) const = default;
};

/// \a text as an assertion: function, argument in parentheses, comparison, value with a fitting unit. The error's place
/// has line 1 and the column (from 1, UTF-8 bytes); its hint says what is allowed there.
Result<Assertion> parseAssertion(QStringView text);

/// Names of all functions, in the order of AssertionFunction: `p50`, ….
QStringList assertionFunctionNames();
QString assertionFunctionName(AssertionFunction function);
/// `<`, `<=`, ….
QString comparisonText(Comparison comparison);

} // namespace weir
