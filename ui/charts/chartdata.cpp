// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartdata.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(weir::Charts)
};

constexpr int intervals = 3;
constexpr double smallest = 1e-4; // what a logarithmic axis takes for nothing

/// The points of one pixel column.
struct Column
{
    QPointF first, low, high, last;
    bool any = false;

    void add(const QPointF &point)
    {
        if (!any)
            first = low = high = point;
        any = true;
        if (point.y() < low.y())
            low = point;
        if (point.y() > high.y())
            high = point;
        last = point;
    }

    void flush(QList<QPointF> &out)
    {
        if (!any)
            return;
        QList<QPointF> kept{first, low, high, last};
        std::stable_sort(kept.begin(), kept.end(), [](const QPointF &a, const QPointF &b) { return a.x() < b.x(); });
        for (const QPointF &point : kept) {
            if (out.isEmpty() || out.last() != point)
                out << point;
        }
        any = false;
    }
};

double roundStep(double least)
{
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
        if (factor * power >= least * (1 - 1e-9))
            return factor * power;
    }
    return 10 * power;
}

ChartRange decades(const ChartData &data)
{
    double low = 1e300, high = 0;
    for (const ChartLine &line : data.lines) {
        for (const QPointF &point : line.points) {
            if (point.y() > smallest) {
                low = std::min(low, point.y());
                high = std::max(high, point.y());
            }
        }
    }
    for (const ChartLevel &level : data.levels) {
        if (level.value > smallest) {
            low = std::min(low, level.value);
            high = std::max(high, level.value);
        }
    }
    if (high <= 0)
        return {-3, 0};
    const double bottom = std::floor(std::log10(low));
    const double needed = std::max(1.0, std::ceil(std::log10(high) - bottom));
    return {bottom, bottom + std::ceil(needed / intervals) * intervals};
}

} // namespace

bool ChartData::isEmpty() const
{
    return to <= from
        || std::all_of(lines.cbegin(), lines.cend(), [](const ChartLine &line) { return line.points.isEmpty(); });
}

QList<QPointF> reducedPoints(const QList<QPointF> &points, double from, double to, int pixels)
{
    if (pixels < 1 || points.size() <= 4 * pixels || to <= from)
        return points;
    QList<QPointF> kept;
    Column column;
    int current = -1;
    for (const QPointF &point : points) {
        const int pixel = int((point.x() - from) / (to - from) * pixels);
        if (pixel != current)
            column.flush(kept);
        current = pixel;
        column.add(point);
    }
    column.flush(kept);
    return kept;
}

QList<double> ChartRange::ticks() const
{
    QList<double> values;
    for (int i = 0; i <= intervals; ++i)
        values << low + (high - low) * i / intervals;
    return values;
}

ChartRange rangeOf(const ChartData &data)
{
    if (data.scale == ChartScale::Logarithmic)
        return decades(data);
    double high = 0;
    for (const ChartLine &line : data.lines) {
        for (const QPointF &point : line.points)
            high = std::max(high, point.y());
    }
    for (const ChartLevel &level : data.levels)
        high = std::max(high, level.value);
    if (high <= 0)
        return {0, 3};
    return {0, intervals * roundStep(high / intervals)};
}

QString tickText(double value)
{
    const QLocale locale;
    if (value >= 1e6)
        return Text::tr("%1 M").arg(locale.toString(value / 1e6, 'g', 3));
    if (value >= 1e4)
        return Text::tr("%1 k").arg(locale.toString(value / 1e3, 'g', 3));
    return locale.toString(value, 'g', 4);
}

QString durationTick(double seconds)
{
    const QLocale locale;
    if (seconds < 1e-3)
        return Text::tr("%1 µs").arg(locale.toString(seconds * 1e6, 'g', 3));
    if (seconds < 1)
        return Text::tr("%1 ms").arg(locale.toString(seconds * 1e3, 'g', 3));
    if (seconds < 120)
        return Text::tr("%1 s").arg(locale.toString(seconds, 'g', 3));
    if (seconds < 7200)
        return Text::tr("%1 min").arg(locale.toString(seconds / 60, 'g', 3));
    return Text::tr("%1 h").arg(locale.toString(seconds / 3600, 'g', 3));
}

QString timeText(double seconds, double span)
{
    const auto whole = qint64(std::llround(seconds));
    const QChar zero = u'0';
    if (span < 10)
        return Text::tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
    if (span < 7200)
        return u"%1:%2"_s.arg(whole / 60, 2, 10, zero).arg(whole % 60, 2, 10, zero);
    if (span < 200 * 3600)
        return u"%1:%2"_s.arg(whole / 3600, 2, 10, zero).arg(whole / 60 % 60, 2, 10, zero);
    return Text::tr("day %1").arg(whole / 86400 + 1);
}

QString summaryOf(const ChartData &data)
{
    if (data.isEmpty())
        return Text::tr("%1: no data").arg(data.title);
    const auto text = [&](double value) {
        return data.isDuration ? durationTick(value) : tickText(value) + u' ' + data.unit;
    };
    QStringList parts;
    for (const ChartLine &line : data.lines) {
        if (line.points.isEmpty())
            continue;
        double high = 0;
        for (const QPointF &point : line.points)
            high = std::max(high, point.y());
        parts << Text::tr("%1 at the end %2, at most %3").arg(line.name, text(line.points.last().y()), text(high));
    }
    return u"%1: %2"_s.arg(data.title, parts.join(u"; "_s));
}

} // namespace weir
