// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <cstdint>
#include <utility>

namespace weir {

class LogHistogram;

/// A label of a sample and its value.
using MetricLabel = std::pair<const char *, QString>;

/// Writes metrics in the text format that Prometheus reads (version 0.0.4). Samples of one metric follow its begin().
class PrometheusText
{
public:
    enum class Type : quint8 { Counter, Gauge, Histogram };

    /// Starts a metric: its help and type.
    void begin(const char *name, Type type, const char *help);
    void sample(const QList<MetricLabel> &labels, double value);
    void sample(const QList<MetricLabel> &labels, std::int64_t value);
    /// A histogram of durations in seconds, of \a nanoseconds; buckets from 5 ms to 10 min.
    void histogram(const QList<MetricLabel> &labels, const LogHistogram &nanoseconds);

    const QByteArray &text() const { return m_text; }

private:
    void line(const char *suffix, const QList<MetricLabel> &labels, const QByteArray &value);

    QByteArray m_name;
    QByteArray m_text;
};

} // namespace weir
