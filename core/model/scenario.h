// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/duration.h"
#include "core/base/jsonvalue.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace weir {

enum class FaultKind : quint8 {
    ServiceDown,
    ServiceSlow,
    ServiceErrors,
    BrokerDown,
    DatabaseDown,
    RelayDown,
    Partition,
    Duplicate,
    Reorder,
    Delay,
    Poison,
    LoadSpike,
    RollingRestart,
    Crashes,
};

/// Something that goes wrong, as a window (`from`, `for`) or a process (`mtbf`, `mttr`) in simulated time.
///
/// In the file: `{"fault": "serviceDown", "target": "billing", "from": "10m", "for": "2m"}`.
struct Fault
{
    FaultKind kind = FaultKind::BrokerDown;
    QString target; ///< Id of a service, event or channel, after the kind; empty: all.
    std::optional<Duration> from;
    std::optional<Duration> lasts; ///< `for` in the file.
    std::optional<Duration> mtbf, mttr;
    std::optional<double> factor;      ///< serviceSlow, loadSpike.
    std::optional<double> probability; ///< serviceErrors, duplicate, reorder, poison (share).
    std::optional<Duration> delay;     ///< delay, reorder.

    bool operator==(const Fault &) const = default;
};

/// `kind/id/json-pointer` and the value a scenario gives it.
struct ScenarioSetting
{
    QString path;
    JsonValue value;

    bool operator==(const ScenarioSetting &) const = default;
};

/// Load, faults and a question.
struct Scenario
{
    QString id;
    QString title;
    QString question;
    std::optional<Duration> duration;
    std::optional<Duration> warmup; ///< Absent: found by MSER-5.
    bool drain = false;
    std::optional<int> replications; ///< 5 when absent.
    std::optional<quint64> seed;     ///< 1 when absent.
    double loadFactor = 1;
    QMap<QString, double> rates; ///< Publication path -> arrivals each second.
    QList<Fault> faults;
    QList<ScenarioSetting> set;
    QStringList assertions;

    QString name() const { return title.isEmpty() ? id : title; }
    bool operator==(const Scenario &) const = default;
};

} // namespace weir

Q_DECLARE_TYPEINFO(weir::Scenario, Q_RELOCATABLE_TYPE);
