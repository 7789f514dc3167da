// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/svgwriter.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;
using layout::Point;

namespace {

constexpr double headHeight = 40;
constexpr double minHeadWidth = 88;
constexpr double headPadding = 16;
constexpr double sheetMargin = 16;
constexpr double textSize = 12;
constexpr double lifelineNameSize = 13;
constexpr double rowHeight = 36;
constexpr double selfWidth = 32;
constexpr double selfHeight = 44;
constexpr double frameHead = 36;
constexpr double frameFoot = 12;
constexpr double frameInset = 28; ///< Beyond the outermost lifeline of a frame.
constexpr double frameStep = 8;   ///< An outer frame is wider than an inner one.
constexpr double lineStart = 12;  ///< Between head and first row.

struct Frame
{
    size_t firstRow = 0;
    double top = 0;
    int depth = 0;
};

Paint headPaint(ParticipantKind kind)
{
    switch (kind) {
    case ParticipantKind::Actor:
        return {.fill = Tone::Panel, .stroke = Tone::Edge, .width = 1.5, .dashes = nullptr};
    case ParticipantKind::Service:
        return {.fill = Tone::Service, .stroke = Tone::ServiceLine, .width = 1.5, .dashes = nullptr};
    case ParticipantKind::Database:
    case ParticipantKind::Outbox:
        return {.fill = Tone::Queue, .stroke = Tone::QueueLine, .width = 1.5, .dashes = nullptr};
    case ParticipantKind::Worker:
        return {.fill = Tone::Topic, .stroke = Tone::TopicLine, .width = 1.5, .dashes = nullptr};
    case ParticipantKind::External:
        return {.fill = Tone::External, .stroke = Tone::ExternalLine, .width = 1.5, .dashes = "5 3"};
    }
    return {};
}

class SequencePainter
{
public:
    SequencePainter(const SequenceDiagram &diagram, SvgPalette palette) : m_diagram(diagram), m_canvas(palette) {}

    QString draw()
    {
        placeLifelines();
        measureRows();
        drawLifelines();
        for (size_t i = 0; i < m_tops.size(); ++i)
            drawRow(i);
        for (int i = 0; i < m_diagram.lifelines.size(); ++i)
            drawHead(i);
        return m_canvas.finish(m_width, m_height,
                               QCoreApplication::translate("weir", "Sequence diagram: %1").arg(m_diagram.title));
    }

private:
    using Kind = SequenceRow::Kind;

    const SequenceRow &row(size_t i) const { return m_diagram.rows[qsizetype(i)]; }
    double headWidth(int i) const
    {
        return std::max(minHeadWidth,
                        textWidth(m_diagram.lifelines[i].name, lifelineNameSize, Weight::Semibold) + 2 * headPadding);
    }

    /// The room that row \a row wants between two lifelines.
    struct Demand
    {
        int left = 0, right = 0;
        double width = 0;
    };

    std::vector<Demand> demands() const
    {
        std::vector<Demand> result;
        const int count = int(m_diagram.lifelines.size());
        for (int i = 0; i + 1 < count; ++i)
            result.push_back({i, i + 1, (headWidth(i) + headWidth(i + 1)) / 2 + 24});
        for (const SequenceRow &each : m_diagram.rows) {
            if (each.from < 0)
                continue;
            const double width = textWidth(each.text, textSize) + 28;
            if (each.from == each.to && each.kind != Kind::Note)
                result.push_back({each.from, each.from + 1, width + selfWidth});
            else if (each.from != each.to)
                result.push_back({std::min(each.from, each.to), std::max(each.from, each.to), width});
        }
        std::stable_sort(result.begin(), result.end(),
                         [](const Demand &a, const Demand &b) { return a.right - a.left < b.right - b.left; });
        return result;
    }

    void placeLifelines()
    {
        const int count = int(m_diagram.lifelines.size());
        std::vector<double> gaps(size_t(count + 1), 0); // The one behind the last lifeline has self messages only.
        for (const Demand &demand : demands()) {
            double sum = 0;
            for (int i = demand.left; i < demand.right; ++i)
                sum += gaps[size_t(i)];
            for (int i = demand.left; sum < demand.width && i < demand.right; ++i)
                gaps[size_t(i)] += (demand.width - sum) / (demand.right - demand.left);
        }
        const double first = count > 0 ? headWidth(0) / 2 : 0;
        double x = sheetMargin + std::max(first, frameInset + maxDepth() * frameStep);
        for (int i = 0; i < count; ++i) {
            m_x.push_back(std::floor(x));
            x += gaps[size_t(i)];
        }
        const double last = count > 0
            ? std::max({headWidth(count - 1) / 2, gaps[size_t(count - 1)], frameInset + maxDepth() * frameStep})
            : 0;
        m_width = std::ceil((count > 0 ? m_x.back() : 0) + last + sheetMargin);
    }

    int maxDepth() const
    {
        int depth = 0, deepest = 0;
        for (const SequenceRow &each : m_diagram.rows) {
            depth += each.kind == Kind::Loop || each.kind == Kind::Alt ? 1 : each.kind == Kind::End ? -1 : 0;
            deepest = std::max(deepest, depth);
        }
        return deepest;
    }

    double heightOf(const SequenceRow &each) const
    {
        switch (each.kind) {
        case Kind::Message:
        case Kind::Reply:
            return each.from == each.to ? selfHeight : rowHeight;
        case Kind::Note:
            return rowHeight + 4;
        case Kind::Loop:
        case Kind::Alt:
        case Kind::Else:
            return frameHead;
        case Kind::End:
            return frameFoot + 8;
        }
        return 0;
    }

    void measureRows()
    {
        double y = sheetMargin + headHeight + lineStart;
        for (const SequenceRow &each : m_diagram.rows) {
            m_tops.push_back(y);
            y += heightOf(each);
        }
        m_bottom = y + 8;
        m_height = std::ceil(m_bottom + sheetMargin);
    }

    void drawLifelines()
    {
        for (const double x : m_x)
            m_canvas.line({x, sheetMargin + headHeight}, {x, m_bottom},
                          {.fill = Tone::None, .stroke = Tone::Line, .width = 1.5, .dashes = "4 4"});
    }

    void drawHead(int i)
    {
        const Lifeline &lifeline = m_diagram.lifelines[i];
        const double width = headWidth(i);
        const double x = m_x[size_t(i)];
        m_canvas.beginGroup(lifeline.name);
        m_canvas.rectangle({x - width / 2, sheetMargin}, width, headHeight,
                           lifeline.kind == ParticipantKind::Actor ? headHeight / 2 : 9, headPaint(lifeline.kind));
        m_canvas.text(
            {x, sheetMargin + headHeight / 2 + 4.5}, lifeline.name,
            {.size = lifelineNameSize, .weight = Weight::Semibold, .tone = Tone::Text, .anchor = Anchor::Middle});
        m_canvas.endGroup();
    }

    void drawRow(size_t i)
    {
        const SequenceRow &each = row(i);
        switch (each.kind) {
        case Kind::Message:
        case Kind::Reply:
            each.from == each.to ? drawSelfMessage(i) : drawMessage(i);
            break;
        case Kind::Note:
            drawNote(i);
            break;
        case Kind::Loop:
        case Kind::Alt:
            m_frames.push_back({i, m_tops[i] + 4, int(m_frames.size())});
            break;
        case Kind::Else:
            drawDivider(i);
            break;
        case Kind::End:
            drawFrame(i);
            break;
        }
    }

    Paint messagePaint(const SequenceRow &each) const
    {
        return {.fill = Tone::None,
                .stroke = Tone::Edge,
                .width = 1.5,
                .dashes = each.kind == Kind::Reply ? "5 4" : nullptr};
    }

    void drawMessage(size_t i)
    {
        const SequenceRow &each = row(i);
        const double y = m_tops[i] + rowHeight - 10;
        const Point from{m_x[size_t(each.from)], y}, to{m_x[size_t(each.to)], y};
        m_canvas.line(from, to, messagePaint(each));
        m_canvas.arrowHead(from, to, messagePaint(each));
        m_canvas.text({(from.x + to.x) / 2, y - 7}, each.text,
                      {.size = textSize, .weight = Weight::Regular, .tone = Tone::Text, .anchor = Anchor::Middle});
    }

    void drawSelfMessage(size_t i)
    {
        const SequenceRow &each = row(i);
        const double x = m_x[size_t(each.from)];
        const double top = m_tops[i] + 12;
        const double bottom = top + 20;
        m_canvas.route({{x, top}, {x + selfWidth, top}, {x + selfWidth, bottom}, {x, bottom}}, 8, messagePaint(each));
        m_canvas.arrowHead({x + selfWidth, bottom}, {x, bottom}, messagePaint(each));
        m_canvas.text({x + selfWidth + 8, top + 14}, each.text, {.size = textSize});
    }

    void drawNote(size_t i)
    {
        const SequenceRow &each = row(i);
        const double middle = (m_x[size_t(each.from)] + m_x[size_t(each.to)]) / 2;
        const double span = m_x[size_t(each.to)] - m_x[size_t(each.from)] + 2 * frameInset;
        const double width = std::max(span, textWidth(each.text, textSize) + 24);
        m_canvas.rectangle({middle - width / 2, m_tops[i] + 4}, width, 28, 6,
                           {.fill = Tone::Event, .stroke = Tone::EventLine, .width = 1, .dashes = nullptr});
        m_canvas.text({middle, m_tops[i] + 22}, each.text,
                      {.size = textSize, .weight = Weight::Regular, .tone = Tone::Text, .anchor = Anchor::Middle});
    }

    /// Left and right end of a frame over rows \a first to \a last.
    std::pair<double, double> extent(size_t first, size_t last, int depth) const
    {
        double left = m_width, right = 0;
        for (size_t i = first; i <= last; ++i) {
            const SequenceRow &each = row(i);
            if (each.from < 0)
                continue;
            left = std::min({left, m_x[size_t(each.from)], m_x[size_t(each.to)]});
            right = std::max({right, m_x[size_t(each.from)], m_x[size_t(each.to)]});
        }
        if (left > right)
            return {sheetMargin, m_width - sheetMargin};
        const double inset = frameInset + (maxDepth() - 1 - depth) * frameStep;
        return {left - inset, right + inset};
    }

    void drawFrame(size_t last)
    {
        if (m_frames.empty())
            return;
        const Frame frame = m_frames.back();
        m_frames.pop_back();
        const auto [left, right] = extent(frame.firstRow, last, frame.depth);
        const double bottom = m_tops[last] + frameFoot;
        const SequenceRow &head = row(frame.firstRow);
        const QString word = head.kind == Kind::Loop ? QCoreApplication::translate("weir", "loop")
                                                     : QCoreApplication::translate("weir", "alt");
        const double tab = textWidth(word, 11, Weight::Semibold) + 16;
        m_canvas.rectangle({left, frame.top}, right - left, bottom - frame.top, 9,
                           {.fill = Tone::None, .stroke = Tone::Line, .width = 1.5, .dashes = nullptr});
        m_canvas.rectangle({left + 8, frame.top + 6}, tab, 18, 6, {.fill = Tone::Queue, .stroke = Tone::None});
        m_canvas.text({left + 8 + tab / 2, frame.top + 19}, word,
                      {.size = 11, .weight = Weight::Semibold, .tone = Tone::QueueLine, .anchor = Anchor::Middle});
        m_canvas.text({left + 16 + tab, frame.top + 19}, elided(head.text, right - left - tab - 28, textSize),
                      {.size = textSize, .weight = Weight::Regular, .tone = Tone::DimText, .anchor = Anchor::Start});
    }

    void drawDivider(size_t i)
    {
        if (m_frames.empty())
            return;
        size_t last = i;
        int open = 0;
        while (last + 1 < m_tops.size() && (open > 0 || row(last).kind != Kind::End)) {
            ++last;
            open += row(last).kind == Kind::Loop || row(last).kind == Kind::Alt ? 1
                : open > 0 && row(last).kind == Kind::End                       ? -1
                                                                                : 0;
        }
        const auto [left, right] = extent(m_frames.back().firstRow, last, m_frames.back().depth);
        m_canvas.line({left, m_tops[i] + 10}, {right, m_tops[i] + 10},
                      {.fill = Tone::None, .stroke = Tone::Line, .width = 1.5, .dashes = "5 4"});
        m_canvas.text({left + 12, m_tops[i] + 26}, row(i).text,
                      {.size = textSize, .weight = Weight::Regular, .tone = Tone::DimText, .anchor = Anchor::Start});
    }

    const SequenceDiagram &m_diagram;
    SvgCanvas m_canvas;
    std::vector<double> m_x;    ///< By lifeline.
    std::vector<double> m_tops; ///< By row.
    std::vector<Frame> m_frames;
    double m_width = 0, m_height = 0, m_bottom = 0;
};

} // namespace

QString toSvg(const SequenceDiagram &diagram, SvgPalette palette)
{
    return SequencePainter(diagram, palette).draw();
}

} // namespace weir
