// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/textmetrics.h"
#include "core/layout/layeredlayout.h"

#include <QString>

namespace weir {

/// Which colours a drawing has.
enum class SvgPalette {
    Page,  ///< Those of the page around it: classes, see svgPageStyle().
    Light, ///< Fixed, for a file of its own on white.
    Dark,  ///< Fixed, for a dark window.
};

/// A colour by meaning.
enum class Tone : quint8 {
    None,
    Canvas,
    Panel,
    Line,
    Text,
    DimText,
    Edge,
    Accent,
    Event,
    EventLine,
    Service,
    ServiceLine,
    External,
    ExternalLine,
    Queue,
    QueueLine,
    Topic,
    TopicLine,
    DeadLetters,
    DeadLettersLine,
};

struct Paint
{
    Tone fill = Tone::None;
    Tone stroke = Tone::None;
    double width = 1.5;
    const char *dashes = nullptr; ///< As SVG's `stroke-dasharray`.
};

enum class Anchor { Start, Middle, End };

struct LabelStyle
{
    double size = 13;
    Weight weight = Weight::Regular;
    Tone tone = Tone::Text;
    Anchor anchor = Anchor::Start;
};

/// Writes SVG: shapes and words in tones, the same bytes everywhere. All text is escaped.
class SvgCanvas
{
public:
    explicit SvgCanvas(SvgPalette palette) : m_palette(palette) {}

    void rectangle(layout::Point corner, double width, double height, double radius, const Paint &paint);
    void line(layout::Point from, layout::Point to, const Paint &paint);
    void circle(layout::Point middle, double radius, const Paint &paint);
    /// \a data are SVG path commands, of numbers only.
    void path(const QString &data, const Paint &paint);
    /// A line along \a points with round corners.
    void route(const std::vector<layout::Point> &points, double radius, const Paint &paint);
    /// The head of an arrow that ends at \a tip; \a before is the point it comes from.
    void arrowHead(layout::Point before, layout::Point tip, const Paint &paint);
    void text(layout::Point baseline, const QString &words, const LabelStyle &style);

    /// What follows is one thing, called \a title, until endGroup().
    void beginGroup(const QString &title);
    void endGroup();

    /// The whole drawing, with \a title for readers that cannot see it.
    QString finish(double width, double height, const QString &title) const;

private:
    QString attributes(const Paint &paint) const;
    QString toneAttribute(const char *property, Tone tone) const;

    SvgPalette m_palette;
    QString m_body;
};

/// The style rules that a page with drawings in its own colours needs: variables for both schemes, and the classes.
QString svgPageStyle();

/// \a value as SVG writes it, rounded to tenths.
QString svgNumber(double value);

} // namespace weir
