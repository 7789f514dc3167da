// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/fittedtext.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QHash>
#include <QPainter>

#include <cmath>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr double leading = 1.14; // height of a line to size of its font

/// What a style measures at its own size. Widths grow with the size: fonts are not hinted.
struct StyleMetrics
{
    QFontMetricsF metrics;
    double pixels;
};

const StyleMetrics &metricsOf(TextStyle style)
{
    static QHash<int, StyleMetrics> known;
    auto found = known.find(int(style));
    if (found == known.end()) {
        const QFont base = font(style);
        found = known.insert(int(style), {QFontMetricsF(base), double(QFontInfo(base).pixelSize())});
    }
    return *found;
}

/// The two halves of \a text whose longer one is shortest; one piece when it has no place to break.
QStringList halves(const QString &text, const QFontMetricsF &metrics)
{
    QStringList best{text};
    double least = metrics.horizontalAdvance(text);
    for (qsizetype i = 1; i < text.size() - 1; ++i) {
        const QChar here = text.at(i);
        const bool breaks = here == u' ' || here == u'-' || here == u'.' || here == u'_' || here == u'/';
        if (!breaks)
            continue;
        const QString first = text.left(here == u' ' ? i : i + 1);
        const QString second = text.mid(i + 1);
        const double width = std::max(metrics.horizontalAdvance(first), metrics.horizontalAdvance(second));
        if (width < least) {
            least = width;
            best = {first, second};
        }
    }
    return best;
}

double widestOf(const QStringList &lines, const QFontMetricsF &metrics)
{
    double widest = 1;
    for (const QString &line : lines)
        widest = std::max(widest, metrics.horizontalAdvance(line));
    return widest;
}

} // namespace

double FittedText::width() const
{
    return widestOf(lines, QFontMetricsF(font));
}

FittedText fittedText(const QString &text, TextStyle style, const QSizeF &room, double wanted)
{
    const StyleMetrics &base = metricsOf(style);
    const auto largest = [&](const QStringList &lines) {
        const double byWidth = base.pixels * room.width() / widestOf(lines, base.metrics);
        return std::min({wanted, byWidth, room.height() / (leading * double(lines.size()))});
    };
    QStringList lines{text};
    double pixels = largest(lines);
    if (pixels < wanted) {
        const QStringList two = halves(text, base.metrics);
        if (largest(two) > pixels + 1) {
            lines = two;
            pixels = largest(two);
        }
    }
    if (pixels > base.pixels)
        return {lines, font(style, int(std::floor(pixels)))};
    return {{base.metrics.elidedText(text, Qt::ElideMiddle, room.width())}, font(style)};
}

void drawFitted(QPainter &painter, const QRectF &area, const FittedText &text)
{
    painter.setFont(text.font);
    const double line = QFontMetricsF(text.font).height() / 1.21 * leading;
    double top = area.center().y() - line * double(text.lines.size()) / 2;
    for (const QString &one : text.lines) {
        painter.drawText(QRectF(area.left(), top - 20, area.width() + 40, line + 40),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, one);
        top += line;
    }
}

} // namespace weir
