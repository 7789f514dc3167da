// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>
#include <QString>

namespace weir {

enum class ChartKind : quint8 { Lines, Area };
enum class ChartScale : quint8 { Linear, Logarithmic };

/// One quantity over time.
struct ChartLine
{
    QString name;
    int series = 0;        ///< Colour; an element keeps its in all charts.
    QList<QPointF> points; ///< Seconds and value, by increasing time.
    bool dashed = false;   ///< Of another run, laid beside.

    bool operator==(const ChartLine &) const = default;
};

/// A span of time to be tinted, as a fault's.
struct ChartWindow
{
    double from = 0, to = 0; ///< Seconds.
    QString text;

    bool operator==(const ChartWindow &) const = default;
};

/// A value to be compared with, as an SLA's: a line across the plot.
struct ChartLevel
{
    double value = 0;
    QString text;
    bool isLimit = true; ///< Not to be passed; else it is only to be looked at.

    bool operator==(const ChartLevel &) const = default;
};

/// A place on the axis below that has a name of its own.
struct ChartPlace
{
    double at = 0;
    QString text;

    bool operator==(const ChartPlace &) const = default;
};

/// Everything one chart shows.
struct ChartData
{
    QString title;
    QString unit;
    ChartKind kind = ChartKind::Lines;
    ChartScale scale = ChartScale::Linear;
    bool isDuration = false; ///< Values are seconds and written as times.
    double from = 0, to = 0; ///< Seconds; equal: nothing to show.
    QList<ChartLine> lines;
    QList<ChartWindow> windows;
    QList<ChartLevel> levels;
    QList<ChartPlace> places; ///< What stands below the axis in place of times; points get dots then. Empty: times.

    bool isEmpty() const;
    bool operator==(const ChartData &) const = default;
};

/// At most four points for each of \a pixels columns between \a from and \a to: the first, lowest, highest and last, in
/// their order, so that no peak is lost.
QList<QPointF> reducedPoints(const QList<QPointF> &points, double from, double to, int pixels);

/// The range of a value axis with three intervals of a round height, or of whole decades (as powers) when logarithmic.
struct ChartRange
{
    double low = 0, high = 1;

    /// The values at the four grid lines, the axis included.
    QList<double> ticks() const;
    bool operator==(const ChartRange &) const = default;
};
ChartRange rangeOf(const ChartData &data);

/// "1.9 k", "12": a value at a grid line.
QString tickText(double value);
/// "250 ms", "7 min": a duration at a grid line.
QString durationTick(double seconds);
/// "10:20" within \a span seconds: minutes and seconds, or hours and minutes for long spans.
QString timeText(double seconds, double span);

/// What a chart says in one sentence, for people who do not see it: "Throughput: at the end 12 events/s, at most 20".
QString summaryOf(const ChartData &data);

} // namespace weir
