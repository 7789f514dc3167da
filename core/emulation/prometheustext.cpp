// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/prometheustext.h"

#include "core/statistics/loghistogram.h"

#include <array>
#include <cmath>

namespace weir {

namespace {

/// Upper edges of the buckets in seconds.
constexpr std::array<double, 15> bucketEdges{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600};

QByteArray numberText(double value)
{
    return QByteArray::number(value, 'g', 12);
}

/// \a text as a label's value.
QByteArray labelValue(const QString &text)
{
    QByteArray escaped = text.toUtf8();
    escaped.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    return escaped;
}

} // namespace

void PrometheusText::begin(const char *name, Type type, const char *help)
{
    m_name = name;
    const char *const types[] = {"counter", "gauge", "histogram"};
    m_text += "# HELP " + m_name + ' ' + help + '\n';
    m_text += "# TYPE " + m_name + ' ' + types[static_cast<std::size_t>(type)] + '\n';
}

void PrometheusText::sample(const QList<MetricLabel> &labels, double value)
{
    line("", labels, numberText(value));
}

void PrometheusText::sample(const QList<MetricLabel> &labels, std::int64_t value)
{
    line("", labels, QByteArray::number(static_cast<qint64>(value)));
}

void PrometheusText::histogram(const QList<MetricLabel> &labels, const LogHistogram &nanoseconds)
{
    const auto count = static_cast<double>(nanoseconds.count());
    for (const double edge : bucketEdges) {
        const double upTo = nanoseconds.count() == 0 ? 0 : nanoseconds.shareUpTo(std::llround(edge * 1e9)) * count;
        line("_bucket", labels + QList<MetricLabel>{{"le", QString::number(edge)}},
             QByteArray::number(static_cast<qint64>(std::llround(upTo))));
    }
    const QByteArray all = QByteArray::number(static_cast<quint64>(nanoseconds.count()));
    line("_bucket", labels + QList<MetricLabel>{{"le", QStringLiteral("+Inf")}}, all);
    line("_sum", labels, numberText(nanoseconds.sum() / 1e9));
    line("_count", labels, all);
}

void PrometheusText::line(const char *suffix, const QList<MetricLabel> &labels, const QByteArray &value)
{
    m_text += m_name + suffix;
    for (qsizetype i = 0; i < labels.size(); ++i) {
        m_text += i == 0 ? '{' : ',';
        m_text += labels.at(i).first + QByteArray("=\"") + labelValue(labels.at(i).second) + '"';
    }
    if (!labels.isEmpty())
        m_text += '}';
    m_text += ' ' + value + '\n';
}

} // namespace weir
