// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/svgcanvas.h"

#include "core/document/markup.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace weir {

using namespace Qt::StringLiterals;
using layout::Point;

namespace {

struct ToneColours
{
    const char *name;
    const char *light;
    const char *dark;
};

/// By Tone.
constexpr std::array<ToneColours, 20> tones{{
    {"none", "none", "none"},           {"canvas", "#FAFAF7", "#1E1F22"},
    {"panel", "#FFFFFF", "#2B2C31"},    {"line", "#C9C9C2", "#4A4B52"},
    {"text", "#1F1F1F", "#E8E8E6"},     {"dim", "#6B6B66", "#9C9DA3"},
    {"edge", "#55554F", "#B4B5BA"},     {"accent", "#0B6BCB", "#5AA9F5"},
    {"event", "#FFE3BF", "#3A2E1F"},    {"event-line", "#B25C00", "#FFA733"},
    {"service", "#FFFDF0", "#33311F"},  {"service-line", "#7A6200", "#F0E442"},
    {"external", "#FDEBF2", "#38262F"}, {"external-line", "#A62A63", "#F48FB1"},
    {"queue", "#E4EAED", "#2C3236"},    {"queue-line", "#37474F", "#B0BEC5"},
    {"topic", "#D8F1EE", "#1F3432"},    {"topic-line", "#00605A", "#4DD0C4"},
    {"dlq", "#FFE4DA", "#3A2720"},      {"dlq-line", "#B23C00", "#FF7A33"},
}};

constexpr const char *fontStack = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif";

const ToneColours &coloursOf(Tone tone)
{
    return tones[size_t(tone)];
}

QString latin(const char *text)
{
    return QString::fromLatin1(text);
}

QString pair(Point point)
{
    return svgNumber(point.x) + u' ' + svgNumber(point.y);
}

double distance(Point a, Point b)
{
    return std::abs(a.x - b.x) + std::abs(a.y - b.y);
}

/// The point on the way from \a from to \a to that is \a length away from \a from.
Point towards(Point from, Point to, double length)
{
    const double whole = std::hypot(to.x - from.x, to.y - from.y);
    if (whole == 0)
        return from;
    return {from.x + (to.x - from.x) * length / whole, from.y + (to.y - from.y) * length / whole};
}

/// In a page, wider drawings shrink to this share of their width at most, so that words stay legible.
constexpr double widestShrunk = 1000;
constexpr double smallestScale = 0.62;

} // namespace

QString svgNumber(double value)
{
    const double rounded = std::floor(value * 10 + 0.5) / 10;
    return QString::number(rounded == 0 ? 0.0 : rounded, 'g', 10);
}

QString SvgCanvas::toneAttribute(const char *property, Tone tone) const
{
    const ToneColours &colours = coloursOf(tone);
    return u" %1=\"%2\""_s.arg(latin(property), latin(m_palette == SvgPalette::Dark ? colours.dark : colours.light));
}

QString SvgCanvas::attributes(const Paint &paint) const
{
    QString result;
    if (m_palette == SvgPalette::Page) {
        result =
            u" class=\"wf-%1 ws-%2\""_s.arg(latin(coloursOf(paint.fill).name), latin(coloursOf(paint.stroke).name));
    } else {
        result = toneAttribute("fill", paint.fill);
        if (paint.stroke != Tone::None)
            result += toneAttribute("stroke", paint.stroke);
    }
    if (paint.stroke != Tone::None)
        result += u" stroke-width=\"%1\""_s.arg(svgNumber(paint.width));
    if (paint.dashes)
        result += u" stroke-dasharray=\"%1\""_s.arg(latin(paint.dashes));
    return result;
}

void SvgCanvas::rectangle(Point corner, double width, double height, double radius, const Paint &paint)
{
    m_body += u"<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" rx=\"%5\"%6/>\n"_s.arg(
        svgNumber(corner.x), svgNumber(corner.y), svgNumber(width), svgNumber(height), svgNumber(radius),
        attributes(paint));
}

void SvgCanvas::line(Point from, Point to, const Paint &paint)
{
    path(u'M' + pair(from) + u'L' + pair(to), paint);
}

void SvgCanvas::circle(Point middle, double radius, const Paint &paint)
{
    m_body += u"<circle cx=\"%1\" cy=\"%2\" r=\"%3\"%4/>\n"_s.arg(svgNumber(middle.x), svgNumber(middle.y),
                                                                  svgNumber(radius), attributes(paint));
}

void SvgCanvas::path(const QString &data, const Paint &paint)
{
    m_body += u"<path d=\"%1\"%2/>\n"_s.arg(data, attributes(paint));
}

void SvgCanvas::route(const std::vector<Point> &points, double radius, const Paint &paint)
{
    if (points.size() < 2)
        return;
    QString data = u'M' + pair(points.front());
    for (size_t i = 1; i + 1 < points.size(); ++i) {
        const double before = distance(points[i - 1], points[i]) / (i == 1 ? 1 : 2);
        const double after = distance(points[i], points[i + 1]) / (i + 2 == points.size() ? 1 : 2);
        const double corner = std::min({radius, before, after});
        data += u'L' + pair(towards(points[i], points[i - 1], corner)) + u'Q' + pair(points[i]) + u' '
            + pair(towards(points[i], points[i + 1], corner));
    }
    path(data + u'L' + pair(points.back()), paint);
}

void SvgCanvas::arrowHead(Point before, Point tip, const Paint &paint)
{
    const Point back = towards(tip, before, 8);
    const double acrossX = (tip.y - back.y) * 0.6;
    const double acrossY = (back.x - tip.x) * 0.6;
    path(u'M' + pair({back.x + acrossX, back.y + acrossY}) + u'L' + pair(tip) + u'L'
             + pair({back.x - acrossX, back.y - acrossY}),
         {.fill = Tone::None, .stroke = paint.stroke, .width = paint.width, .dashes = nullptr});
}

void SvgCanvas::text(Point baseline, const QString &words, const LabelStyle &style)
{
    QString extra;
    if (style.weight == Weight::Semibold)
        extra += u" font-weight=\"600\""_s;
    if (style.anchor != Anchor::Start)
        extra += style.anchor == Anchor::Middle ? u" text-anchor=\"middle\""_s : u" text-anchor=\"end\""_s;
    if (m_palette == SvgPalette::Page)
        extra += u" class=\"wf-%1\""_s.arg(latin(coloursOf(style.tone).name));
    else
        extra += toneAttribute("fill", style.tone);
    m_body += u"<text x=\"%1\" y=\"%2\" font-size=\"%3\"%4>%5</text>\n"_s.arg(
        svgNumber(baseline.x), svgNumber(baseline.y), svgNumber(style.size), extra, escapedMarkup(words));
}

void SvgCanvas::beginGroup(const QString &title)
{
    m_body += u"<g><title>%1</title>\n"_s.arg(escapedMarkup(title));
}

void SvgCanvas::endGroup()
{
    m_body += u"</g>\n"_s;
}

QString SvgCanvas::finish(double width, double height, const QString &title) const
{
    QString background, style;
    if (m_palette != SvgPalette::Page)
        background = u"<rect width=\"100%\" height=\"100%\"%1/>\n"_s.arg(
            toneAttribute("fill", m_palette == SvgPalette::Light ? Tone::Panel : Tone::Canvas));
    else if (width > widestShrunk)
        style = u" style=\"min-width:%1px\""_s.arg(svgNumber(std::floor(width * smallestScale)));
    const QString size =
        u" width=\"%1\" height=\"%2\" viewBox=\"0 0 %1 %2\""_s.arg(svgNumber(width), svgNumber(height));
    return u"<svg xmlns=\"http://www.w3.org/2000/svg\""_s + size + u" role=\"img\" font-family=\""_s + latin(fontStack)
        + u'"' + style + u">\n<title>"_s + escapedMarkup(title) + u"</title>\n"_s + background + m_body + u"</svg>\n"_s;
}

QString svgPageStyle()
{
    QString light, dark, classes;
    for (const ToneColours &tone : tones) {
        const QString name = latin(tone.name);
        const bool none = name == u"none"_s;
        if (!none) {
            light += u"--w-%1:%2;"_s.arg(name, latin(tone.light));
            dark += u"--w-%1:%2;"_s.arg(name, latin(tone.dark));
        }
        const QString value = none ? name : u"var(--w-%1)"_s.arg(name);
        classes += u".wf-%1{fill:%2}.ws-%1{stroke:%2}\n"_s.arg(name, value);
    }
    return u":root{%1}\n@media (prefers-color-scheme:dark){:root{%2}}\n@media print{:root{%1}}\n%3"_s.arg(light, dark,
                                                                                                          classes);
}

} // namespace weir
