// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/diagram.h"

#include "core/model/overlay.h"

#include <QSet>

class QColor;
class QPainter;

namespace weir {

class Theme;

/// What is true of an edge besides what it is.
struct EdgeState
{
    bool selected = false;
    bool hovered = false;
    QSet<QString> events;    ///< Selected event types: their cards stand out.
    ElementFigures figures;  ///< Sum over what it carries.
    QList<double> cardRates; ///< By card; negative: not known.
    double largestRate = 0;  ///< Of all edges, for the width.
};

/// Draws lines, arrows, event cards and rates.
class EdgePainter
{
public:
    explicit EdgePainter(const Theme &theme) : m_theme(theme) {}

    /// Draws \a edge in scene coordinates. \a scale is pixels for a unit: below 0.8 the texts of
    /// cards grow, below 0.25 there is only the line.
    void paint(QPainter &painter, const DiagramEdge &edge, const EdgeState &state, double scale) const;

private:
    void paintLine(QPainter &painter, const DiagramEdge &edge, const EdgeState &state, bool detailed) const;
    void paintCards(QPainter &painter, const DiagramEdge &edge, const EdgeState &state, double scale) const;
    void paintCard(QPainter &painter, const QRectF &rect, bool command, bool chosen) const;
    void paintCardText(QPainter &painter, const QRectF &rect, const QString &text, double scale) const;
    void paintRates(QPainter &painter, const DiagramEdge &edge, const EdgeState &state, double scale) const;
    QColor lineColor(const DiagramEdge &edge, const EdgeState &state) const;

    const Theme &m_theme;
};

inline constexpr double largestCardText = 17; ///< In scene pixels.
/// How large the texts of event cards should be, in scene pixels, when a unit is \a scale pixels.
double cardTextPixels(double scale);

/// "2.0 /s", "12 /min": a rate beside an event, two digits.
QString rateLabel(double perSecond);

} // namespace weir
