// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/svgwriter.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;
using layout::Point;

namespace {

constexpr double margin = 16;
constexpr double maxPageWidth = 1400; ///< Wider maps run downwards.
constexpr double cardWidth = 176;
constexpr double cardHeight = 56;
constexpr double pillHeight = 40;
constexpr double minPillWidth = 136;
constexpr double maxPillWidth = 240;
constexpr double nameSize = 13;
constexpr double detailSize = 11;
constexpr double labelSize = 11;
constexpr double lineHeight = 14;
constexpr double labelFrame = 8; ///< Above and below the lines of a card, together.
constexpr int maxLabelLines = 6;
constexpr double labelPadding = 10;
constexpr double fold = 7; ///< The folded corner of an event's card.
constexpr double cornerRadius = 12;

bool isChannel(const MapNode &node)
{
    return node.kind != MapNode::Kind::Service && node.kind != MapNode::Kind::External;
}

struct NodeTones
{
    Tone fill, line;
};

NodeTones tonesOf(MapNode::Kind kind)
{
    switch (kind) {
    case MapNode::Kind::Service:
        return {Tone::Service, Tone::ServiceLine};
    case MapNode::Kind::External:
        return {Tone::External, Tone::ExternalLine};
    case MapNode::Kind::Queue:
        return {Tone::Queue, Tone::QueueLine};
    case MapNode::Kind::Topic:
        return {Tone::Topic, Tone::TopicLine};
    case MapNode::Kind::DeadLetters:
        return {Tone::DeadLetters, Tone::DeadLettersLine};
    }
    return {};
}

class MapPainter
{
public:
    MapPainter(const ServiceMap &map, SvgPalette palette) : m_map(map), m_canvas(palette) {}

    QString draw()
    {
        layOut();
        for (qsizetype i = 0; i < m_map.edges.size(); ++i)
            drawEdge(size_t(i));
        for (qsizetype i = 0; i < m_map.edges.size(); ++i)
            drawLabel(size_t(i));
        for (qsizetype i = 0; i < m_map.nodes.size(); ++i)
            drawNode(size_t(i));
        return m_canvas.finish(m_layout.width + 2 * margin, m_layout.height + 2 * margin,
                               QCoreApplication::translate("weir", "Services, channels and events"));
    }

private:
    enum class Flow { Right, Down };

    const MapNode &node(size_t i) const { return m_map.nodes[qsizetype(i)]; }

    /// What the card on an edge says: its events, line by line.
    static QStringList labelLines(const MapEdge &edge)
    {
        QStringList lines = edge.events.mid(0, maxLabelLines);
        if (edge.events.size() > maxLabelLines)
            lines.last() =
                QCoreApplication::translate("weir", "and %1 more").arg(edge.events.size() - maxLabelLines + 1);
        return lines;
    }

    static double labelWidth(const MapEdge &edge)
    {
        double widest = 0;
        for (const QString &line : labelLines(edge))
            widest = std::max(widest, textWidth(line, labelSize, Weight::Semibold) + 2 * labelPadding);
        return std::ceil(widest / 2) * 2;
    }

    static double labelHeight(const MapEdge &edge) { return labelFrame + lineHeight * double(labelLines(edge).size()); }

    void layOut()
    {
        for (const MapNode &each : m_map.nodes) {
            layout::NodeBox box{cardWidth, cardHeight, -1};
            if (isChannel(each)) {
                const double words =
                    std::max(textWidth(each.title, nameSize, Weight::Semibold), textWidth(each.detail, detailSize));
                box.width = std::clamp(std::ceil((words + 72) / 8) * 8, minPillWidth, maxPillWidth);
                box.height = pillHeight;
            }
            m_boxes.push_back(box);
        }
        m_layout = layOut(Flow::Right);
        if (m_layout.width > maxPageWidth) {
            layout::LayoutResult down = layOut(Flow::Down);
            if (down.width < m_layout.width) {
                m_layout = std::move(down);
                m_flow = Flow::Down;
            }
        }
        const auto shift = [](Point &point) {
            point.x += margin;
            point.y += margin;
        };
        std::for_each(m_layout.nodes.begin(), m_layout.nodes.end(), shift);
        std::for_each(m_layout.labels.begin(), m_layout.labels.end(), shift);
        for (std::vector<Point> &route : m_layout.edges)
            std::for_each(route.begin(), route.end(), shift);
    }

    /// The layout is from left to right; downwards it is that of the mirrored boxes, mirrored.
    layout::LayoutResult layOut(Flow flow) const
    {
        const bool down = flow == Flow::Down;
        std::vector<layout::NodeBox> boxes = m_boxes;
        for (layout::NodeBox &box : boxes) {
            if (down)
                std::swap(box.width, box.height);
        }
        std::vector<layout::EdgeLine> edges;
        for (const MapEdge &edge : m_map.edges) {
            const double width = labelWidth(edge), height = labelHeight(edge);
            edges.push_back({edge.from, edge.to, down && width > 0 ? height : width, down ? width : height});
        }
        layout::LayoutOptions options;
        options.layerGap = down ? 56 : 72;
        layout::LayoutResult result = layout::layeredLayout(boxes, edges, options);
        if (!down)
            return result;
        const auto mirror = [](Point &point) { std::swap(point.x, point.y); };
        std::for_each(result.nodes.begin(), result.nodes.end(), mirror);
        std::for_each(result.labels.begin(), result.labels.end(), mirror);
        for (std::vector<Point> &route : result.edges)
            std::for_each(route.begin(), route.end(), mirror);
        std::swap(result.width, result.height);
        return result;
    }

    void drawEdge(size_t i)
    {
        const MapEdge &edge = m_map.edges[qsizetype(i)];
        const bool failure = edge.kind == MapEdge::Kind::Fail;
        const Paint paint{.fill = Tone::None,
                          .stroke = failure ? Tone::DeadLettersLine : Tone::Edge,
                          .width = 1.5,
                          .dashes = failure ? "2 3" : nullptr};
        const std::vector<Point> &route = m_layout.edges[i];
        if (route.size() < 2)
            return;
        const QString what = failure ? QCoreApplication::translate("weir", "dead letters") : edge.events.join(u", "_s);
        m_canvas.beginGroup(node(size_t(edge.from)).title + u" → "_s + node(size_t(edge.to)).title
                            + (what.isEmpty() ? QString() : u": "_s + what));
        m_canvas.route(route, cornerRadius, paint);
        m_canvas.arrowHead(route[route.size() - 2], route.back(), paint);
        m_canvas.endGroup();
    }

    void drawLabel(size_t i)
    {
        const MapEdge &edge = m_map.edges[qsizetype(i)];
        if (edge.events.isEmpty())
            return;
        const double width = labelWidth(edge), height = labelHeight(edge);
        const Point middle = m_layout.labels[i];
        const double left = middle.x - width / 2, right = middle.x + width / 2;
        const double top = middle.y - height / 2, bottom = middle.y + height / 2;
        const auto at = [](double x, double y) { return svgNumber(x) + u' ' + svgNumber(y); };
        const Paint paint{.fill = Tone::Event, .stroke = Tone::EventLine, .width = 1.2, .dashes = nullptr};
        m_canvas.path(u'M' + at(left, top) + u'L' + at(right - fold, top) + u'L' + at(right, top + fold) + u'L'
                          + at(right, bottom) + u'L' + at(left, bottom) + u'Z',
                      paint);
        m_canvas.path(u'M' + at(right - fold, top) + u'L' + at(right - fold, top + fold) + u'L' + at(right, top + fold),
                      paint);
        double baseline = top + labelFrame / 2 + labelSize - 0.5;
        for (const QString &line : labelLines(edge)) {
            m_canvas.text({left + labelPadding - 1, baseline}, line, {.size = labelSize, .weight = Weight::Semibold});
            baseline += lineHeight;
        }
    }

    void drawNode(size_t i)
    {
        const MapNode &each = node(i);
        m_canvas.beginGroup(each.detail.isEmpty() ? each.title : each.title + u" · "_s + each.detail);
        if (each.kind == MapNode::Kind::Topic)
            drawPipe(i);
        else if (isChannel(each))
            drawPill(i);
        else
            drawCard(i);
        m_canvas.endGroup();
    }

    Paint paintOf(const MapNode &each) const
    {
        const NodeTones tones = tonesOf(each.kind);
        const bool dashed = each.kind == MapNode::Kind::External || each.kind == MapNode::Kind::DeadLetters;
        return {.fill = tones.fill, .stroke = tones.line, .width = 1.5, .dashes = dashed ? "5 3" : nullptr};
    }

    void drawWords(const MapNode &each, Point corner, double height, double left, double room)
    {
        const double middle = corner.y + height / 2;
        const bool alone = each.detail.isEmpty();
        m_canvas.text({corner.x + left,
                       middle
                           + (alone                     ? 4.5
                                  : height > pillHeight ? -2.5
                                                        : -3)},
                      elided(each.title, room, nameSize, Weight::Semibold),
                      {.size = nameSize, .weight = Weight::Semibold});
        if (!alone)
            m_canvas.text(
                {corner.x + left, middle + (height > pillHeight ? 13.5 : 11.5)}, elided(each.detail, room, detailSize),
                {.size = detailSize, .weight = Weight::Regular, .tone = Tone::DimText, .anchor = Anchor::Start});
    }

    /// A service: a card with a bar on the side it consumes and the side it publishes.
    void drawCard(size_t i)
    {
        const MapNode &each = node(i);
        const Point corner = m_layout.nodes[i];
        const Paint bar{.fill = Tone::None, .stroke = tonesOf(each.kind).line, .width = 2.5, .dashes = nullptr};
        m_canvas.rectangle(corner, cardWidth, cardHeight, 9, paintOf(each));
        const double left = corner.x + 5, right = corner.x + cardWidth - 5;
        const double top = corner.y + 5, bottom = corner.y + cardHeight - 5;
        const bool down = m_flow == Flow::Down;
        if (each.receives)
            m_canvas.line(down ? Point{left + 7, top} : Point{left, top + 5},
                          down ? Point{right - 7, top} : Point{left, bottom - 5}, bar);
        if (each.sends)
            m_canvas.line(down ? Point{left + 7, bottom} : Point{right, top + 5},
                          down ? Point{right - 7, bottom} : Point{right, bottom - 5}, bar);
        drawWords(each, corner, cardHeight, 16, cardWidth - 32);
    }

    /// A topic: a pipe whose end is the point it fans out from.
    void drawPipe(size_t i)
    {
        const Point corner = m_layout.nodes[i];
        const double width = m_boxes[i].width;
        const double right = corner.x + width, bottom = corner.y + pillHeight, middle = corner.y + pillHeight / 2;
        const auto at = [](double x, double y) { return svgNumber(x) + u' ' + svgNumber(y); };
        const QString ellipse = u"A13 20 0 0 "_s;
        m_canvas.path(u'M' + at(corner.x + 13, corner.y) + u'L' + at(right - 18, corner.y) + u'L' + at(right, middle)
                          + u'L' + at(right - 18, bottom) + u'L' + at(corner.x + 13, bottom) + ellipse + u"1 "_s
                          + at(corner.x + 13, corner.y) + u'Z',
                      paintOf(node(i)));
        m_canvas.path(u'M' + at(corner.x + 13, corner.y) + ellipse + u"1 "_s + at(corner.x + 13, bottom),
                      {.fill = Tone::None, .stroke = tonesOf(node(i).kind).line, .width = 1.5, .dashes = nullptr});
        drawWords(node(i), corner, pillHeight, 34, width - 34 - 18);
    }

    /// A queue: a pill with slots; that of dead letters has a dashed border.
    void drawPill(size_t i)
    {
        const Point corner = m_layout.nodes[i];
        const double width = m_boxes[i].width;
        const Tone line = tonesOf(node(i).kind).line;
        m_canvas.rectangle(corner, width, pillHeight, pillHeight / 2, paintOf(node(i)));
        const double lastSlot = corner.x + width - 20;
        for (int slot = 0; slot < 3; ++slot) {
            const double x = lastSlot - slot * 7;
            m_canvas.line({x, corner.y + 12}, {x, corner.y + pillHeight - 12},
                          {.fill = Tone::None, .stroke = line, .width = 1.8, .dashes = nullptr});
        }
        drawWords(node(i), corner, pillHeight, 18, width - 18 - 44);
    }

    const ServiceMap &m_map;
    SvgCanvas m_canvas;
    std::vector<layout::NodeBox> m_boxes;
    layout::LayoutResult m_layout;
    Flow m_flow = Flow::Right;
};

} // namespace

QString toSvg(const ServiceMap &map, SvgPalette palette)
{
    return MapPainter(map, palette).draw();
}

} // namespace weir
