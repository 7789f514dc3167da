// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/reportdifference.h"

#include "core/base/decimal.h"
#include "core/base/translate.h"

#include <QHash>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

quint64 totalOf(const LossReport &lost)
{
    quint64 all = 0;
    for (const quint64 count : lost)
        all += count;
    return all;
}

/// All figures of one report, to be laid beside those of another.
class Figures
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit Figures(const Report &report)
    {
        for (const PublicationReport &p : report.publications) {
            add(p.path, tr("published"), FigureUnit::Messages, double(p.published));
            add(p.path, tr("lost"), FigureUnit::Messages, double(totalOf(p.lost)));
        }
        for (const OutboxReport &o : report.outboxes) {
            const QString element = QStringLiteral("outboxes/") + o.path;
            add(element, tr("mean backlog"), FigureUnit::Messages, o.backlog.mean);
            add(element, tr("largest backlog"), FigureUnit::Messages, double(o.backlog.max));
            if (o.delay)
                add(element, tr("p99 delay"), FigureUnit::Seconds, o.delay->p99);
            add(element, tr("stuck rows"), FigureUnit::Messages, double(o.stuck));
        }
        for (const ChannelReport &c : report.channels)
            add(QStringLiteral("channels/") + c.path, tr("largest depth"), FigureUnit::Messages, double(c.depth.max));
        for (const SubscriptionReport &s : report.subscriptions)
            addSubscription(s);
        for (const FaultReport &f : report.faults) {
            if (f.drained)
                add(f.fault, tr("time to drain"), FigureUnit::Seconds, *f.drained);
        }
    }

    const QList<FigureDifference> &all() const { return m_all; }

private:
    void add(const QString &element, const QString &figure, FigureUnit unit, double value)
    {
        m_all.append({element, figure, unit, value, std::nullopt});
    }

    void addSubscription(const SubscriptionReport &s)
    {
        add(s.path, tr("utilisation"), FigureUnit::Utilisation, s.utilisation);
        add(s.path, tr("succeeded"), FigureUnit::Messages, double(s.succeeded));
        add(s.path, tr("failed attempts"), FigureUnit::Messages, double(s.failedAttempts));
        add(s.path, tr("dead letters"), FigureUnit::Messages, double(s.deadLettered));
        add(s.path, tr("lost"), FigureUnit::Messages, double(totalOf(s.lost)));
        add(s.path, tr("in flight at the end"), FigureUnit::Messages, double(s.inFlight));
        add(s.path, tr("mean depth"), FigureUnit::Messages, s.depth.mean);
        add(s.path, tr("largest depth"), FigureUnit::Messages, double(s.depth.max));
        if (s.wait)
            add(s.path, tr("mean wait"), FigureUnit::Seconds, s.wait->mean);
        if (s.endToEnd) {
            add(s.path, tr("p50 end to end"), FigureUnit::Seconds, s.endToEnd->p50);
            add(s.path, tr("p99 end to end"), FigureUnit::Seconds, s.endToEnd->p99);
        }
        if (s.sla && s.sla->attained)
            add(s.path, tr("SLA attained"), FigureUnit::Share, *s.sla->attained);
    }

    QList<FigureDifference> m_all;
};

bool isComparable(const FigureDifference &figure)
{
    return figure.before && figure.after;
}

/// How much a change weighs: relative to the larger side, so that a figure that was 0 counts as a whole change.
double weight(const FigureDifference &figure)
{
    const double larger = std::max(std::abs(*figure.before), std::abs(*figure.after));
    return larger > 0 ? std::abs(*figure.after - *figure.before) / larger : 0;
}

QString countText(qint64 count)
{
    return QLocale(QLocale::English).toString(count);
}

QString wholeAndPart(const char *pattern, qint64 whole, qint64 part, const char *alone)
{
    return part == 0 ? tr(alone).arg(whole) : tr(pattern).arg(whole).arg(part);
}

QString secondsText(double value)
{
    if (value < 0)
        return u'-' + secondsText(-value);
    if (value == 0)
        return tr("0 s");
    if (value < 0.9995e-3)
        return tr("%1 µs").arg(threeDigits(value * 1e6));
    if (value < 0.9995)
        return tr("%1 ms").arg(threeDigits(value * 1e3));
    if (value < 59.95)
        return tr("%1 s").arg(threeDigits(value));
    const qint64 seconds = qRound64(value), minutes = qRound64(value / 60), hours = qRound64(value / 3600);
    if (seconds < 3600)
        return wholeAndPart(QT_TRANSLATE_NOOP("weir", "%1 min %2 s"), seconds / 60, seconds % 60,
                            QT_TRANSLATE_NOOP("weir", "%1 min"));
    if (minutes < 1440)
        return wholeAndPart(QT_TRANSLATE_NOOP("weir", "%1 h %2 min"), minutes / 60, minutes % 60,
                            QT_TRANSLATE_NOOP("weir", "%1 h"));
    return wholeAndPart(QT_TRANSLATE_NOOP("weir", "%1 d %2 h"), hours / 24, hours % 24,
                        QT_TRANSLATE_NOOP("weir", "%1 d"));
}

/// Whole per cents, but for the shares near 0 and 1, where the digits behind the point matter.
QString shareText(double value)
{
    const double percent = value * 100;
    const int decimals = percent >= 99 ? 3 : percent < 1 ? 2 : percent < 10 ? 1 : 0;
    QString number = QString::number(percent, 'f', decimals);
    if (decimals > 0) {
        while (number.endsWith(u'0'))
            number.chop(1);
        if (number.endsWith(u'.'))
            number.chop(1);
    }
    return tr("%1 %").arg(number);
}

} // namespace

std::optional<double> FigureDifference::change() const
{
    return before && after ? std::optional(*after - *before) : std::nullopt;
}

std::optional<double> FigureDifference::relativeChange() const
{
    return before && after && *before != 0 ? std::optional(*after / *before - 1) : std::nullopt;
}

QList<FigureDifference> reportDifferences(const Report &before, const Report &after)
{
    QList<FigureDifference> both = Figures(before).all();
    QHash<std::pair<QString, QString>, qsizetype> places;
    for (qsizetype i = 0; i < both.size(); ++i)
        places.insert({both.at(i).element, both.at(i).figure}, i);
    const QList<FigureDifference> others = Figures(after).all();
    for (const FigureDifference &figure : others) {
        const auto match = places.constFind({figure.element, figure.figure});
        if (match != places.cend())
            both[*match].after = figure.before;
        else
            both.append({figure.element, figure.figure, figure.unit, std::nullopt, figure.before});
    }
    both.removeIf([](const FigureDifference &figure) { return figure.before == figure.after; });
    std::stable_sort(both.begin(), both.end(), [](const FigureDifference &a, const FigureDifference &b) {
        if (isComparable(a) != isComparable(b))
            return isComparable(a);
        return isComparable(a) ? weight(a) > weight(b) : a.element < b.element;
    });
    return both;
}

QString figureText(double value, FigureUnit unit)
{
    switch (unit) {
    case FigureUnit::Seconds:
        return secondsText(value);
    case FigureUnit::Share:
        return shareText(value);
    case FigureUnit::Utilisation:
        return tr("%1 %").arg(value < 0.01 ? threeDigits(std::round(value * 1000) / 10)
                                           : QString::number(std::round(value * 100)));
    case FigureUnit::PerSecond:
        return tr("%1/s").arg(threeDigits(value));
    case FigureUnit::Messages:
        break;
    }
    const double whole = std::round(value);
    return value == whole && std::abs(value) < 1e15 ? countText(static_cast<qint64>(whole)) : threeDigits(value);
}

} // namespace weir
