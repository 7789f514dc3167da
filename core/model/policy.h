// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/duration.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace weir {

enum class RetryStrategy : quint8 { None, Fixed, Linear, Exponential, List };
enum class Jitter : quint8 { None, Full, Equal, Decorrelated };
enum class RetryMode : quint8 { Requeue, Blocking };

/// How long failure n (from 1) waits before the next attempt. Names follow AsyncAPI's retry proposal.
struct Backoff
{
    RetryStrategy type = RetryStrategy::None; ///< `none` retries at once.
    Duration initialDelay{};
    Duration increment{};             ///< `linear`: added for each further failure.
    double multiplier = 2;            ///< `exponential`: initialDelay * multiplier^(n-1).
    std::optional<Duration> maxDelay; ///< Cap, before the jitter.
    QList<Duration> delays;           ///< `list`: the last repeats.
    Jitter jitter = Jitter::None;

    bool operator==(const Backoff &) const = default;
};

struct Redrive
{
    Duration after{};
    double rate = 0; ///< Messages each second.

    bool operator==(const Redrive &) const = default;
};

/// Retry policy: how often and when a failed message is tried again, and when it is given up.
struct Policy
{
    QString id;
    QString name;
    int maxAttempts = 1; ///< In total, the first included; retries = maxAttempts - 1.
    Backoff strategy;
    RetryMode mode = RetryMode::Requeue;
    std::optional<Duration> maxAge;
    QStringList nonRetryable; ///< Reasons that go to the dead letter channel at once.
    std::optional<Redrive> redrive;

    QString title() const { return name.isEmpty() ? id : name; }
    bool operator==(const Policy &) const = default;
};

} // namespace weir

Q_DECLARE_TYPEINFO(weir::Policy, Q_RELOCATABLE_TYPE);
