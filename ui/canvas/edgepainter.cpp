// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/edgepainter.h"

#include "ui/canvas/edgegeometry.h"
#include "ui/canvas/fittedtext.h"
#include "ui/canvas/nodepainter.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <cmath>
#include <numeric>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr double legibleEvent = 10; // pixels on the screen
constexpr double fold = 7;
constexpr double pointed = 6;

QPainterPath eventOutline(const QRectF &rect)
{
    QPainterPath path;
    path.moveTo(rect.topLeft());
    path.lineTo(rect.right() - fold, rect.top());
    path.lineTo(rect.right(), rect.top() + fold);
    path.lineTo(rect.bottomRight());
    path.lineTo(rect.bottomLeft());
    path.closeSubpath();
    return path;
}

QPainterPath commandOutline(const QRectF &rect)
{
    QPainterPath path;
    path.moveTo(rect.topLeft());
    path.lineTo(rect.right() - pointed, rect.top());
    path.lineTo(rect.right(), rect.center().y());
    path.lineTo(rect.right() - pointed, rect.bottom());
    path.lineTo(rect.bottomLeft());
    path.closeSubpath();
    return path;
}

/// An open arrow at the end of the route, in the direction of its last piece.
void drawArrow(QPainter &painter, const QList<QPointF> &route)
{
    const QPointF end = route.last();
    const QPointF way = end - route.at(route.size() - 2);
    const double length = std::hypot(way.x(), way.y());
    if (length < 1)
        return;
    const QPointF along = way / length;
    const QPointF across(-along.y(), along.x());
    const QPointF tip = end - along * 2;
    painter.drawPolyline(QPolygonF({tip - along * 8 + across * 5, tip, tip - along * 8 - across * 5}));
}

} // namespace

double cardTextPixels(double scale)
{
    return std::min(legibleEvent / scale, largestCardText);
}

QString rateLabel(double perSecond)
{
    const bool slow = perSecond > 0 && perSecond < 0.1;
    const double value = slow ? perSecond * 60 : perSecond;
    const QString number = QLocale().toString(value, 'f', value >= 10 || value == 0 ? 0 : value >= 0.1 ? 1 : 2);
    return slow ? QCoreApplication::translate("weir::Canvas", "%1 /min").arg(number)
                : QCoreApplication::translate("weir::Canvas", "%1 /s").arg(number);
}

void EdgePainter::paint(QPainter &painter, const DiagramEdge &edge, const EdgeState &state, double scale) const
{
    if (edge.route.size() < 2)
        return;
    const bool detailed = scale >= detailScale;
    paintLine(painter, edge, state, detailed);
    if (edge.cards.isEmpty())
        return;
    paintCards(painter, edge, state, scale);
    if (detailed)
        paintRates(painter, edge, state, scale);
}

QColor EdgePainter::lineColor(const DiagramEdge &edge, const EdgeState &state) const
{
    if (state.selected)
        return m_theme.color(Role::Accent);
    if (edge.style == EdgeStyle::Failure)
        return m_theme.color(Role::DeadLetterStroke);
    if (state.figures.health == Health::Bad || state.figures.health == Health::Warning)
        return m_theme.color(healthRole(state.figures.health, Role::Edge));
    return m_theme.color(Role::Edge);
}

void EdgePainter::paintLine(QPainter &painter, const DiagramEdge &edge, const EdgeState &state, bool detailed) const
{
    double width = state.selected || state.hovered ? 2.4 : 1.7;
    if (state.figures.rate > 0 && state.largestRate > 0)
        width += 2.8 * std::sqrt(state.figures.rate / state.largestRate);
    if (!detailed)
        width *= 1.5;
    QPen pen(lineColor(edge, state), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter.setBrush(Qt::NoBrush);
    if (detailed) {
        painter.setPen(pen);
        drawArrow(painter, edge.route);
    }
    if (edge.style == EdgeStyle::Failure)
        pen.setDashPattern({0.1, 3});
    else if (edge.style == EdgeStyle::Call)
        pen.setDashPattern({5 / width, 4 / width});
    painter.setPen(pen);
    painter.drawPath(edge.line);
}

void EdgePainter::paintCards(QPainter &painter, const DiagramEdge &edge, const EdgeState &state, double scale) const
{
    const bool large = scale >= detailScale && scale < plainScale;
    const QList<QRectF> rects = large ? largeCardRects(edge, cardTextPixels(scale)) : cardRects(edge);
    const QStringList texts = cardTexts(edge);
    const bool summed = edge.cards.size() > maxStackedCards;
    for (int i = 0; i < rects.size(); ++i) {
        const EventCard &card = edge.cards.at(i);
        if (scale < detailScale) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.color(card.command ? Role::CommandStroke : Role::EventStroke));
            painter.drawRect(rects.at(i).adjusted(0, 4, 0, -4));
            continue;
        }
        const bool chosen = state.selected || (!summed && state.events.contains(card.event));
        paintCard(painter, rects.at(i), !summed && card.command, chosen);
        paintCardText(painter, rects.at(i), texts.at(i), scale);
    }
}

void EdgePainter::paintCard(QPainter &painter, const QRectF &rect, bool command, bool chosen) const
{
    const QColor stroke = m_theme.color(command ? Role::CommandStroke : Role::EventStroke);
    painter.setPen(QPen(chosen ? m_theme.color(Role::Accent) : stroke, chosen ? 2 : 1.2, Qt::SolidLine, Qt::RoundCap,
                        Qt::RoundJoin));
    painter.setBrush(m_theme.color(command ? Role::CommandFill : Role::EventFill));
    painter.drawPath(command ? commandOutline(rect) : eventOutline(rect));
    if (!command) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(stroke, 1));
        painter.drawPolyline(QPolygonF({rect.topRight() + QPointF(-fold, 0), rect.topRight() + QPointF(-fold, fold),
                                        rect.topRight() + QPointF(0, fold)}));
    }
}

void EdgePainter::paintCardText(QPainter &painter, const QRectF &rect, const QString &text, double scale) const
{
    painter.setPen(m_theme.color(Role::Text));
    if (scale < plainScale) {
        const QRectF area = rect.adjusted(6, 0, -6, 1);
        drawFitted(painter, area, fittedText(text, TextStyle::EventName, area.size(), cardTextPixels(scale)));
        return;
    }
    const QFont small = font(TextStyle::EventName);
    const QRectF area = rect.adjusted(7, 0, -9, 0);
    painter.setFont(small);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetricsF(small).elidedText(text, Qt::ElideRight, area.width() + 1));
}

/// The rate stands below a single card, those of several behind each other below the last; their sum where they have no
/// room.
void EdgePainter::paintRates(QPainter &painter, const DiagramEdge &edge, const EdgeState &state, double scale) const
{
    QList<double> rates{state.figures.rate};
    if (edge.cards.size() > 1 && edge.cards.size() <= maxStackedCards)
        rates = state.cardRates;
    rates.removeIf([](double rate) { return rate < 0; });
    if (rates.isEmpty())
        return;
    QStringList texts;
    for (const double rate : std::as_const(rates))
        texts << rateLabel(rate);
    const QRectF card = cardRects(edge).last();
    const bool large = scale < plainScale;
    painter.setFont(large ? font(TextStyle::Small, int(std::clamp(legibleEvent / scale, 11.0, 16.0)))
                          : font(TextStyle::Small));
    const QFontMetricsF metrics(painter.font());
    QString text = texts.join(u" · "_s);
    if (texts.size() > 1 && metrics.horizontalAdvance(text) > card.width())
        text = rateLabel(std::accumulate(rates.cbegin(), rates.cend(), 0.0));
    const QRectF area(card.left(), card.bottom() + (large ? 1 : 3), 200, large ? 20 : 14);
    // A line that passes behind would strike the figure out.
    QColor paper = m_theme.color(Role::Canvas);
    paper.setAlphaF(0.85F);
    painter.fillRect(QRectF(area.topLeft(), metrics.size(Qt::TextSingleLine, text)).adjusted(-2, 1, 2, -1), paper);
    painter.setPen(m_theme.color(Role::DimText));
    painter.drawText(area, Qt::AlignLeft, text);
}

} // namespace weir
