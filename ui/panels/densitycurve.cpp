// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/densitycurve.h"

#include "core/base/duration.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace weir {

namespace {

constexpr int curveHeight = 52;
constexpr int samples = 160;
constexpr double deviationsShown = 3.2;

double gammaDensity(double x, double shape, double scale)
{
    return std::exp((shape - 1) * std::log(x) - x / scale - std::lgamma(shape) - shape * std::log(scale));
}

double lognormalDensity(double x, double mu, double sigma)
{
    const double z = (std::log(x) - mu) / sigma;
    return std::exp(-z * z / 2) / (x * sigma * std::sqrt(2 * std::numbers::pi));
}

double weibullDensity(double x, double scale, double shape)
{
    const double part = x / scale;
    return shape / scale * std::pow(part, shape - 1) * std::exp(-std::pow(part, shape));
}

/// Uniform between the edges, as the histogram is drawn from.
double empiricalDensity(const sim::Distribution &law, double x)
{
    double edge = law.a, cumulated = 0;
    for (const auto &[upper, share] : law.points) {
        if (x >= edge && x < upper)
            return (share - cumulated) / (upper - edge);
        edge = upper;
        cumulated = share;
    }
    return 0;
}

double density(const sim::Distribution &law, double x)
{
    using enum sim::Distribution::Kind;
    switch (law.kind) {
    case Constant:
        return 0;
    case Uniform:
        return x >= law.a && x <= law.b ? 1 : 0;
    case Exponential:
        return std::exp(-x / law.a);
    case Erlang:
    case Gamma:
        return gammaDensity(x, law.b, law.a);
    case Lognormal:
        return law.b > 0 ? lognormalDensity(x, law.a, law.b) : 0;
    case Weibull:
        return weibullDensity(x, law.a, law.b);
    case Pareto:
        return x < law.a ? 0 : law.b / x * std::pow(law.a / x, law.b);
    case Empirical:
        return empiricalDensity(law, x);
    }
    return 0;
}

/// The longest duration that is drawn.
double rangeOf(const sim::Distribution &law)
{
    using enum sim::Distribution::Kind;
    if (law.kind == Uniform)
        return law.b * 1.15;
    if (law.kind == Empirical && !law.points.empty())
        return law.points.back().first * 1.05;
    const double spread = law.cv();
    if (!std::isfinite(spread))
        return law.a * 8;
    return law.mean() * (1 + deviationsShown * spread);
}

} // namespace

std::vector<std::pair<double, double>> densityPoints(const sim::Distribution &law, int count)
{
    const double range = rangeOf(law);
    std::vector<std::pair<double, double>> points;
    double highest = 0;
    for (int index = 0; index < count; ++index) {
        const double at = (index + 0.5) / count;
        const double value = density(law, at * range);
        if (!std::isfinite(value))
            return {};
        points.emplace_back(at, value);
        highest = std::max(highest, value);
    }
    if (highest <= 0)
        return {};
    for (auto &point : points)
        point.second /= highest;
    return points;
}

DensityCurve::DensityCurve(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void DensityCurve::setLaw(const std::optional<sim::Distribution> &law)
{
    m_law = law;
    QString text;
    if (law && std::isfinite(law->mean()))
        text = tr("Mean %1").arg(durationWords(Duration(std::llround(law->mean()))));
    setToolTip(text);
    setAccessibleName(tr("Distribution. %1").arg(text));
    update();
}

QSize DensityCurve::sizeHint() const
{
    return {160, curveHeight};
}

void DensityCurve::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 6, -1, -4);
    const QColor accent = m_theme.color(Role::Accent);
    painter.setPen(QPen(accent, 1.5));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    if (!m_law)
        return;
    const auto toScreen = [&area](double x, double y) {
        return QPointF(area.left() + x * area.width(), area.bottom() - y * area.height());
    };
    const std::vector<std::pair<double, double>> points = densityPoints(*m_law, samples);
    if (points.empty()) {
        painter.drawLine(toScreen(0.5, 0), toScreen(0.5, 1));
        return;
    }
    QPainterPath path(toScreen(0, m_law->kind == sim::Distribution::Kind::Exponential ? points.front().second : 0));
    for (const auto &[x, y] : points)
        path.lineTo(toScreen(x, y));
    QPainterPath filled = path;
    filled.lineTo(toScreen(1, 0));
    filled.lineTo(toScreen(0, 0));
    QColor tint = accent;
    tint.setAlphaF(0.12F);
    painter.fillPath(filled, tint);
    painter.drawPath(path);
}

} // namespace weir
