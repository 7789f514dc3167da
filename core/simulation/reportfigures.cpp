// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/reportfigures.h"

#include "core/base/decimal.h"
#include "core/base/translate.h"

#include <QLocale>
#include <QSet>

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

/// Gathers the figures of one report.
class Figures
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit Figures(const Report &report)
    {
        for (const PublicationReport &p : report.publications) {
            add(p.path, "published", tr("published"), FigureUnit::Messages, double(p.published));
            add(p.path, "lost", tr("lost"), FigureUnit::Messages, double(totalOf(p.lost)));
        }
        for (const OutboxReport &o : report.outboxes) {
            const QString element = QStringLiteral("outboxes/") + o.path;
            add(element, "meanBacklog", tr("mean backlog"), FigureUnit::Messages, o.backlog.mean);
            add(element, "maxBacklog", tr("largest backlog"), FigureUnit::Messages, double(o.backlog.max));
            if (o.delay)
                add(element, "p99Delay", tr("p99 delay"), FigureUnit::Seconds, o.delay->p99);
            add(element, "stuck", tr("stuck rows"), FigureUnit::Messages, double(o.stuck));
        }
        for (const ChannelReport &c : report.channels)
            add(QStringLiteral("channels/") + c.path, "maxDepth", tr("largest depth"), FigureUnit::Messages,
                double(c.depth.max));
        for (const SubscriptionReport &s : report.subscriptions)
            addSubscription(s);
        for (const FaultReport &f : report.faults) {
            if (f.drained)
                add(f.fault, "drained", tr("time to drain"), FigureUnit::Seconds, *f.drained);
        }
    }

    QList<ReportFigure> take() { return std::move(m_all); }

private:
    /// A scenario may have the same fault twice: the second is `name (2)`.
    void add(const QString &element, const char *key, const QString &figure, FigureUnit unit, double value)
    {
        const QString word = QString::fromLatin1(key);
        QString name = element;
        for (int n = 2; m_known.contains({name, word}); ++n)
            name = QStringLiteral("%1 (%2)").arg(element).arg(n);
        m_known.insert({name, word});
        m_all.append({name, word, figure, unit, value});
    }

    void addSubscription(const SubscriptionReport &s)
    {
        add(s.path, "utilisation", tr("utilisation"), FigureUnit::Utilisation, s.utilisation);
        add(s.path, "succeeded", tr("succeeded"), FigureUnit::Messages, double(s.succeeded));
        add(s.path, "failedAttempts", tr("failed attempts"), FigureUnit::Messages, double(s.failedAttempts));
        add(s.path, "deadLettered", tr("dead letters"), FigureUnit::Messages, double(s.deadLettered));
        add(s.path, "lost", tr("lost"), FigureUnit::Messages, double(totalOf(s.lost)));
        add(s.path, "inFlight", tr("in flight at the end"), FigureUnit::Messages, double(s.inFlight));
        add(s.path, "meanDepth", tr("mean depth"), FigureUnit::Messages, s.depth.mean);
        add(s.path, "maxDepth", tr("largest depth"), FigureUnit::Messages, double(s.depth.max));
        if (s.wait)
            add(s.path, "meanWait", tr("mean wait"), FigureUnit::Seconds, s.wait->mean);
        if (s.endToEnd) {
            add(s.path, "p50EndToEnd", tr("p50 end to end"), FigureUnit::Seconds, s.endToEnd->p50);
            add(s.path, "p99EndToEnd", tr("p99 end to end"), FigureUnit::Seconds, s.endToEnd->p99);
        }
        if (s.sla && s.sla->attained)
            add(s.path, "slaAttained", tr("SLA attained"), FigureUnit::Share, *s.sla->attained);
    }

    QList<ReportFigure> m_all;
    QSet<std::pair<QString, QString>> m_known;
};

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

QList<ReportFigure> reportFigures(const Report &report)
{
    return Figures(report).take();
}

double changeWeight(double before, double after)
{
    const double larger = std::max(std::abs(before), std::abs(after));
    return larger > 0 ? std::abs(after - before) / larger : 0;
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
