// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartview.h"

#include "ui/charts/chartexport.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QAreaSeries>
#include <QChart>
#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QValueAxis>

#include <cmath>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr QMarginsF edges(52, 34, 16, 22); // left with the values, top with the head, right, bottom with the times
constexpr double headLeft = 16;
constexpr double nothing = 1e-4;

/// The value of \a line at \a seconds, that of the last point before.
std::optional<double> valueAt(const ChartLine &line, double seconds)
{
    std::optional<double> value;
    for (const QPointF &point : line.points) {
        if (point.x() > seconds)
            break;
        value = point.y();
    }
    return value;
}

} // namespace

ChartView::ChartView(const Theme &theme, QWidget *parent)
    : QChartView(parent)
    , m_theme(theme)
    , m_x(new QValueAxis(this))
    , m_y(new QValueAxis(this))
{
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setBackgroundRoundness(0);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->addAxis(m_x, Qt::AlignBottom);
    chart()->addAxis(m_y, Qt::AlignLeft);
    m_x->setVisible(false);
    m_y->setVisible(false);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
    connect(&theme, &Theme::changed, this, &ChartView::rebuild);
    rebuild();
}

void ChartView::setData(const ChartData &data)
{
    m_data = data;
    rebuild();
}

void ChartView::rebuild()
{
    setAccessibleName(summaryOf(m_data));
    setBackgroundBrush(m_theme.color(Role::Panel));
    m_range = rangeOf(m_data);
    chart()->removeAllSeries();
    const QRectF area = QRectF(viewport()->rect()).marginsRemoved(edges);
    chart()->setPlotArea(area);
    if (m_data.isEmpty() || area.width() < 1) {
        viewport()->update();
        return;
    }
    m_x->setRange(m_data.from, m_data.to);
    m_y->setRange(m_range.low, m_range.high);
    for (const ChartLine &line : std::as_const(m_data.lines))
        addLine(line, area.width());
    viewport()->update();
}

double ChartView::plotted(double value) const
{
    return m_data.scale == ChartScale::Logarithmic ? std::max(std::log10(std::max(value, nothing)), m_range.low)
                                                   : value;
}

void ChartView::addLine(const ChartLine &line, double pixels)
{
    QList<QPointF> points = reducedPoints(line.points, m_data.from, m_data.to, int(pixels));
    for (QPointF &point : points)
        point.setY(plotted(point.y()));
    const QColor color = m_theme.series(line.series);
    QPen pen(color, line.dashed ? 1.2 : 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (line.dashed)
        pen.setDashPattern({4, 3});
    auto *upper = new QLineSeries;
    upper->replace(points);
    upper->setPen(pen);
    QAbstractSeries *series = upper;
    if (m_data.kind == ChartKind::Area && !points.isEmpty() && !line.dashed) {
        auto *lower = new QLineSeries;
        lower->replace(QList<QPointF>{{points.first().x(), m_range.low}, {points.last().x(), m_range.low}});
        auto *area = new QAreaSeries(upper, lower);
        upper->setParent(area);
        lower->setParent(area);
        QColor fill = color;
        fill.setAlphaF(0.14F);
        area->setBrush(fill);
        area->setPen(pen);
        series = area;
    }
    chart()->addSeries(series);
    series->attachAxis(m_x);
    series->attachAxis(m_y);
}

QRectF ChartView::plot() const
{
    return QRectF(viewport()->rect()).marginsRemoved(edges);
}

double ChartView::xOf(double seconds) const
{
    const QRectF area = plot();
    return area.left() + (seconds - m_data.from) / (m_data.to - m_data.from) * area.width();
}

double ChartView::yOf(double value) const
{
    const QRectF area = plot();
    return area.bottom() - (plotted(value) - m_range.low) / (m_range.high - m_range.low) * area.height();
}

void ChartView::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, m_theme.color(Role::Panel));
    if (m_data.isEmpty())
        return;
    const QRectF area = plot();
    QColor tint = m_theme.color(Role::Bad);
    tint.setAlphaF(m_theme.isDark() ? 0.14F : 0.08F);
    for (const ChartWindow &window : m_data.windows) {
        const double left = xOf(std::max(window.from, m_data.from));
        const double right = xOf(std::min(window.to, m_data.to));
        if (right > left)
            painter->fillRect(QRectF(left, area.top(), right - left, area.height()), tint);
    }
    painter->setPen(QPen(m_theme.color(Role::Line), 1));
    for (int i = 0; i <= 3; ++i) {
        const double y = std::round(area.top() + area.height() * i / 3) + 0.5;
        painter->drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    }
}

void ChartView::drawForeground(QPainter *painter, const QRectF &)
{
    paintHead(*painter);
    if (m_data.isEmpty()) {
        painter->setFont(weir::font(TextStyle::Small));
        painter->setPen(m_theme.color(Role::DimText));
        painter->drawText(plot(), Qt::AlignCenter, tr("No data yet"));
        return;
    }
    const QRectF area = plot();
    if (m_playedUntil >= 0 && m_playedUntil < m_data.to) {
        QColor veil = m_theme.color(Role::Panel);
        veil.setAlphaF(0.82F);
        const double x = xOf(std::max(m_playedUntil, m_data.from));
        painter->fillRect(QRectF(x, area.top() - 2, area.right() - x + 2, area.height() + 1), veil);
    }
    paintTicks(*painter);
    paintLevels(*painter);
    if (m_data.places.isEmpty())
        paintTimes(*painter);
    else
        paintPlaces(*painter);
    paintLabels(*painter);
    paintCursor(*painter);
}

/// Title left, then the names of the lines in their colours, unit right.
void ChartView::paintHead(QPainter &painter) const
{
    const QRectF area = plot();
    const QRectF head(headLeft, 8, area.right() - headLeft, 18);
    const QFont bold = weir::font(TextStyle::EventName);
    painter.setFont(bold);
    painter.setPen(m_theme.color(Role::Text));
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, titleText());
    const QFont small = weir::font(TextStyle::Small);
    painter.setFont(small);
    painter.setPen(m_theme.color(Role::DimText));
    painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, unitText());
}

/// The unit, or what is measured; at most half of the head, whose other half names the chart.
QString ChartView::unitText() const
{
    const QFontMetricsF metrics(weir::font(TextStyle::Small));
    return metrics.elidedText(m_data.unit, Qt::ElideMiddle, (plot().right() - headLeft) / 2);
}

/// What the chart is called, beside its unit.
QString ChartView::titleText() const
{
    const double unit = QFontMetricsF(weir::font(TextStyle::Small)).horizontalAdvance(unitText());
    return QFontMetricsF(weir::font(TextStyle::EventName))
        .elidedText(m_data.title, Qt::ElideRight, plot().right() - headLeft - unit - 14);
}

void ChartView::paintLabels(QPainter &painter) const
{
    const QRectF area = plot();
    const QFont small = weir::font(TextStyle::Small);
    const QFontMetricsF metrics(small);
    double x = headLeft + QFontMetricsF(weir::font(TextStyle::EventName)).horizontalAdvance(titleText()) + 14;
    const double end = area.right() - metrics.horizontalAdvance(unitText()) - 8;
    painter.setFont(small);
    for (int i = 0; i < m_data.lines.size(); ++i) {
        const ChartLine &line = m_data.lines.at(i);
        const double room = (end - x) / double(m_data.lines.size() - i) - 22;
        const auto value = m_cursor ? valueAt(line, *m_cursor) : std::nullopt;
        const QString figure = value ? u' ' + (m_data.isDuration ? durationTick(*value) : tickText(*value)) : QString();
        const double nameRoom = room - metrics.horizontalAdvance(figure);
        if (line.name.isEmpty() || nameRoom < 12)
            continue;
        const QString text = metrics.elidedText(line.name, Qt::ElideRight, nameRoom) + figure;
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.series(line.series));
        if (line.dashed) {
            painter.drawRect(QRectF(x, 16.5, 3, 2));
            painter.drawRect(QRectF(x + 5, 16.5, 3, 2));
        } else {
            painter.drawRoundedRect(QRectF(x, 16, 8, 3), 1.5, 1.5);
        }
        painter.setPen(m_theme.color(Role::DimText));
        painter.drawText(QPointF(x + 12, 21), text);
        x += metrics.horizontalAdvance(text) + 22;
    }
}

/// Values beside their grid lines, times below the axis.
void ChartView::paintTicks(QPainter &painter) const
{
    const QRectF area = plot();
    painter.setFont(weir::font(TextStyle::Tiny));
    painter.setPen(m_theme.color(Role::DimText));
    const QList<double> ticks = m_range.ticks();
    for (int i = 0; i < ticks.size(); ++i) {
        const double value = m_data.scale == ChartScale::Logarithmic ? std::pow(10, ticks.at(i)) : ticks.at(i);
        const double y = area.bottom() - area.height() * i / 3;
        painter.drawText(QRectF(0, y - 7, area.left() - 7, 14), Qt::AlignRight | Qt::AlignVCenter,
                         m_data.isDuration ? durationTick(value) : tickText(value));
    }
}

void ChartView::paintTimes(QPainter &painter) const
{
    const QRectF area = plot();
    painter.setFont(weir::font(TextStyle::Tiny));
    painter.setPen(m_theme.color(Role::DimText));
    const double span = m_data.to - m_data.from;
    for (int i = 0; i <= 3; ++i) {
        const double x = area.left() + area.width() * i / 3;
        const Qt::Alignment side = i == 0 ? Qt::AlignLeft : i == 3 ? Qt::AlignRight : Qt::AlignHCenter;
        const QRectF room(i == 0 ? x : i == 3 ? x - 80 : x - 40, area.bottom() + 5, 80, 14);
        painter.drawText(room, int(side | Qt::AlignTop), timeText(m_data.from + span * i / 3, span));
    }
}

/// The names of places below the axis, as many as have room, and a dot where each line passes.
void ChartView::paintPlaces(QPainter &painter) const
{
    const QRectF area = plot();
    painter.setFont(weir::font(TextStyle::Tiny));
    const QFontMetricsF metrics(painter.font());
    double free = area.left() - 20;
    for (const ChartPlace &place : m_data.places) {
        const double width = metrics.horizontalAdvance(place.text);
        const double x = xOf(place.at);
        if (x - width / 2 < free)
            continue;
        painter.setPen(m_theme.color(Role::DimText));
        painter.drawText(QRectF(x - width / 2 - 2, area.bottom() + 5, width + 4, 14), Qt::AlignCenter, place.text);
        free = x + width / 2 + 10;
    }
    for (const ChartLine &line : m_data.lines) {
        painter.setPen(QPen(m_theme.color(Role::Panel), 1.5));
        painter.setBrush(m_theme.series(line.series));
        for (const QPointF &point : line.points)
            painter.drawEllipse(QPointF(xOf(point.x()), std::clamp(yOf(point.y()), area.top(), area.bottom())), 3.5,
                                3.5);
    }
}

void ChartView::paintLevels(QPainter &painter) const
{
    const QRectF area = plot();
    painter.setFont(weir::font(TextStyle::Tiny));
    for (const ChartLevel &level : m_data.levels) {
        const double y = std::round(std::clamp(yOf(level.value), area.top(), area.bottom())) + 0.5;
        QPen pen(m_theme.color(level.isLimit ? Role::Bad : Role::DimText), 1.2);
        pen.setDashPattern({5, 3});
        painter.setPen(pen);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.drawText(QRectF(area.left(), y - 15, area.width() - 4, 14), Qt::AlignRight | Qt::AlignBottom,
                         level.text);
    }
}

void ChartView::paintCursor(QPainter &painter) const
{
    if (!m_cursor || *m_cursor < m_data.from || *m_cursor > m_data.to)
        return;
    const QRectF area = plot();
    const double x = std::round(xOf(*m_cursor)) + 0.5;
    painter.setPen(QPen(m_theme.color(Role::DimText), 1, Qt::DashLine));
    painter.drawLine(QPointF(x, area.top() - 4), QPointF(x, area.bottom()));
    for (const ChartLine &line : m_data.lines) {
        const auto value = valueAt(line, *m_cursor);
        if (!value)
            continue;
        painter.setPen(QPen(m_theme.color(Role::Panel), 1.5));
        painter.setBrush(m_theme.series(line.series));
        painter.drawEllipse(QPointF(x, std::clamp(yOf(*value), area.top(), area.bottom())), 3.5, 3.5);
    }
}

void ChartView::setCursorAt(double seconds)
{
    m_cursor = seconds;
    viewport()->update();
}

void ChartView::clearCursor()
{
    m_cursor.reset();
    viewport()->update();
}

void ChartView::setPlayedUntil(double seconds)
{
    m_playedUntil = seconds;
    viewport()->update();
}

void ChartView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    rebuild();
}

void ChartView::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF area = plot();
    if (m_data.isEmpty() || area.width() < 1)
        return;
    const double share = std::clamp((event->position().x() - area.left()) / area.width(), 0.0, 1.0);
    emit cursorMoved(m_data.from + share * (m_data.to - m_data.from));
}

void ChartView::leaveEvent(QEvent *event)
{
    emit cursorLeft();
    QChartView::leaveEvent(event);
}

void ChartView::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_data.isEmpty())
        return;
    QMenu menu(this);
    addChartActions(menu, *this, m_data);
    menu.exec(event->globalPos());
}

} // namespace weir
