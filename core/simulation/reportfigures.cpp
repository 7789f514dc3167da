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
        for (const PublicationReport &p : report.publications)
            addPublication(p);
        for (const OutboxReport &o : report.outboxes)
            addOutbox(o);
        for (const ChannelReport &c : report.channels)
            addChannel(c);
        for (const SubscriptionReport &s : report.subscriptions) {
            addSubscription(s);
            addWork(s);
            addLatencies(s);
        }
        for (const DeadLetterReport &d : report.deadLetters)
            addDeadLetters(d);
        for (const FaultReport &f : report.faults)
            addFault(f);
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

    void addCount(const QString &element, const char *key, const QString &figure, double value)
    {
        add(element, key, figure, FigureUnit::Messages, value);
    }

    /// Nothing when the report does not know it.
    void addCount(const QString &element, const char *key, const QString &figure, std::optional<quint64> value)
    {
        if (value)
            addCount(element, key, figure, double(*value));
    }

    void addPublication(const PublicationReport &p)
    {
        addCount(p.path, "published", tr("published"), double(p.published));
        addCount(p.path, "lost", tr("lost"), double(totalOf(p.lost)));
        addCount(p.path, "duplicates", tr("published twice"), p.duplicates);
        addCount(p.path, "pending", tr("not yet published"), double(p.pending));
        addCount(p.path, "refused", tr("refused transactions"), double(p.refused));
    }

    void addOutbox(const OutboxReport &o)
    {
        const QString element = QStringLiteral("outboxes/") + o.path;
        addCount(element, "meanBacklog", tr("mean backlog"), o.backlog.mean);
        addCount(element, "maxBacklog", tr("largest backlog"), double(o.backlog.max));
        if (o.delay) {
            add(element, "meanDelay", tr("mean delay"), FigureUnit::Seconds, o.delay->mean);
            add(element, "p99Delay", tr("p99 delay"), FigureUnit::Seconds, o.delay->p99);
        }
        addCount(element, "dead", tr("rows given up"), o.dead);
        addCount(element, "stuck", tr("stuck rows"), double(o.stuck));
    }

    void addChannel(const ChannelReport &c)
    {
        const QString element = QStringLiteral("channels/") + c.path;
        addCount(element, "maxDepth", tr("largest depth"), double(c.depth.max));
        if (c.oldestMax)
            add(element, "oldest", tr("longest wait"), FigureUnit::Seconds, *c.oldestMax);
        addCount(element, "rejected", tr("rejected"), c.rejected);
        addCount(element, "dropped", tr("dropped"), c.dropped);
        addCount(element, "expired", tr("expired"), c.expired);
    }

    void addDeadLetters(const DeadLetterReport &d)
    {
        const QString element = QStringLiteral("channels/") + d.path;
        addCount(element, "deadLetters", tr("dead letters in all"), double(d.in));
        addCount(element, "redriven", tr("redriven"), d.redriven);
        addCount(element, "mostDeadLetters", tr("most dead letters"), d.max);
    }

    void addFault(const FaultReport &f)
    {
        if (f.drained)
            add(f.fault, "drained", tr("time to drain"), FigureUnit::Seconds, *f.drained);
        if (f.expectedDrain && std::isfinite(*f.expectedDrain))
            add(f.fault, "expectedDrain", tr("expected time to drain"), FigureUnit::Seconds, *f.expectedDrain);
        if (f.backlog)
            addCount(f.fault, "backlog", tr("backlog at its end"), *f.backlog);
    }

    /// What was done besides the first attempts, and what it was worth.
    void addWork(const SubscriptionReport &s)
    {
        addCount(s.path, "retried", tr("retries"), double(s.retried));
        addCount(s.path, "duplicateDeliveries", tr("duplicate deliveries"), double(s.duplicateDeliveries));
        addCount(s.path, "duplicateEffects", tr("duplicate effects"), double(s.duplicateEffects));
        addCount(s.path, "expired", tr("expired"), s.expired);
        addCount(s.path, "dropped", tr("dropped"), s.dropped);
        addCount(s.path, "outOfOrder", tr("out of order"), double(s.outOfOrder));
        addCount(s.path, "inBackoff", tr("mean waiting for a retry"), s.inBackoff);
        add(s.path, "blocked", tr("blocked by retries"), FigureUnit::Utilisation, s.blocked);
    }

    void addLatencies(const SubscriptionReport &s)
    {
        if (s.wait)
            add(s.path, "meanWait", tr("mean wait"), FigureUnit::Seconds, s.wait->mean);
        if (s.processing)
            add(s.path, "meanProcessing", tr("mean processing"), FigureUnit::Seconds, s.processing->mean);
        if (s.endToEnd) {
            add(s.path, "p50EndToEnd", tr("p50 end to end"), FigureUnit::Seconds, s.endToEnd->p50);
            add(s.path, "p99EndToEnd", tr("p99 end to end"), FigureUnit::Seconds, s.endToEnd->p99);
        }
        if (s.sla && s.sla->attained)
            add(s.path, "slaAttained", tr("SLA attained"), FigureUnit::Share, *s.sla->attained);
        if (s.sla && s.sla->worstMinute)
            add(s.path, "slaWorstMinute", tr("SLA in the worst minute"), FigureUnit::Share, *s.sla->worstMinute);
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
