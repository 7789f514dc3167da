// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/svgwriter.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;
using layout::Point;

namespace {

constexpr double margin = 16;
constexpr double cardWidth = 176;
constexpr double cardHeight = 56;
constexpr double pillHeight = 40;
constexpr double minPillWidth = 136;
constexpr double maxPillWidth = 240;
constexpr double nameSize = 13;
constexpr double detailSize = 11;
constexpr double labelSize = 11;
constexpr double labelHeight = 22;
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
        for (int group = 0; group < m_map.groups.size(); ++group)
            drawGroup(group);
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
    const MapNode &node(size_t i) const { return m_map.nodes[qsizetype(i)]; }

    static double labelWidth(const QString &event)
    {
        return event.isEmpty() ? 0 : textWidth(event, labelSize, Weight::Semibold) + 2 * labelPadding;
    }

    void layOut()
    {
        for (const MapNode &each : m_map.nodes) {
            layout::NodeBox box{cardWidth, cardHeight, each.group};
            if (isChannel(each)) {
                const double words =
                    std::max(textWidth(each.title, nameSize, Weight::Semibold), textWidth(each.detail, detailSize));
                box.width = std::clamp(std::ceil((words + 72) / 8) * 8, minPillWidth, maxPillWidth);
                box.height = pillHeight;
            }
            m_boxes.push_back(box);
        }
        std::vector<layout::EdgeLine> edges;
        for (const MapEdge &edge : m_map.edges)
            edges.push_back({edge.from, edge.to, labelWidth(edge.event)});
        layout::LayoutOptions options;
        options.layerGap = 72;
        m_layout = layout::layeredLayout(m_boxes, edges, options);
        const auto shift = [](Point &point) {
            point.x += margin;
            point.y += margin;
        };
        for (Point &point : m_layout.nodes)
            shift(point);
        for (Point &point : m_layout.labels)
            shift(point);
        for (std::vector<Point> &route : m_layout.edges)
            std::for_each(route.begin(), route.end(), shift);
    }

    void drawGroup(int group)
    {
        constexpr double side = 20, above = 24;
        double left = 0, top = 0, right = -1, bottom = 0;
        for (size_t i = 0; i < m_boxes.size(); ++i) {
            if (node(i).group != group)
                continue;
            const Point corner = m_layout.nodes[i];
            const bool first = right < 0;
            left = first ? corner.x : std::min(left, corner.x);
            top = first ? corner.y : std::min(top, corner.y);
            right = std::max(right, corner.x + m_boxes[i].width);
            bottom = first ? corner.y + m_boxes[i].height : std::max(bottom, corner.y + m_boxes[i].height);
        }
        if (right < 0)
            return;
        m_canvas.beginGroup(m_map.groups[group]);
        m_canvas.rectangle({left - side, top - above}, right - left + 2 * side, bottom - top + above + side, 12,
                           {.fill = Tone::Canvas, .stroke = Tone::Line, .width = 1, .dashes = "5 4"});
        m_canvas.text({left - side + 12, top - above + 16},
                      elided(m_map.groups[group], right - left, detailSize, Weight::Semibold),
                      {.size = detailSize, .weight = Weight::Semibold, .tone = Tone::DimText, .anchor = Anchor::Start});
        m_canvas.endGroup();
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
        const QString what = failure ? QCoreApplication::translate("weir", "dead letters") : edge.event;
        m_canvas.beginGroup(node(size_t(edge.from)).title + u" → "_s + node(size_t(edge.to)).title
                            + (what.isEmpty() ? QString() : u": "_s + what));
        m_canvas.route(route, cornerRadius, paint);
        m_canvas.arrowHead(route[route.size() - 2], route.back(), paint);
        m_canvas.endGroup();
    }

    void drawLabel(size_t i)
    {
        const MapEdge &edge = m_map.edges[qsizetype(i)];
        if (edge.event.isEmpty())
            return;
        const double width = labelWidth(edge.event);
        const Point middle = m_layout.labels[i];
        const double left = middle.x - width / 2, right = middle.x + width / 2;
        const double top = middle.y - labelHeight / 2, bottom = middle.y + labelHeight / 2;
        const auto at = [](double x, double y) { return svgNumber(x) + u' ' + svgNumber(y); };
        const Paint paint{.fill = Tone::Event, .stroke = Tone::EventLine, .width = 1.2, .dashes = nullptr};
        m_canvas.path(u'M' + at(left, top) + u'L' + at(right - fold, top) + u'L' + at(right, top + fold) + u'L'
                          + at(right, bottom) + u'L' + at(left, bottom) + u'Z',
                      paint);
        m_canvas.path(u'M' + at(right - fold, top) + u'L' + at(right - fold, top + fold) + u'L' + at(right, top + fold),
                      paint);
        m_canvas.text({middle.x - fold / 4, middle.y + 4}, edge.event,
                      {.size = labelSize, .weight = Weight::Semibold, .tone = Tone::Text, .anchor = Anchor::Middle});
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
        m_canvas.text({corner.x + left, middle + (alone ? 4.5 : -2.5)},
                      elided(each.title, room, nameSize, Weight::Semibold),
                      {.size = nameSize, .weight = Weight::Semibold});
        if (!alone)
            m_canvas.text(
                {corner.x + left, middle + 13.5}, elided(each.detail, room, detailSize),
                {.size = detailSize, .weight = Weight::Regular, .tone = Tone::DimText, .anchor = Anchor::Start});
    }

    /// A service: a card with a bar on the side it consumes and the side it publishes.
    void drawCard(size_t i)
    {
        const MapNode &each = node(i);
        const Point corner = m_layout.nodes[i];
        const Paint bar{.fill = Tone::None, .stroke = tonesOf(each.kind).line, .width = 2.5, .dashes = nullptr};
        m_canvas.rectangle(corner, cardWidth, cardHeight, 9, paintOf(each));
        const double top = corner.y + 10, bottom = corner.y + cardHeight - 10;
        if (each.receives)
            m_canvas.line({corner.x + 5, top}, {corner.x + 5, bottom}, bar);
        if (each.sends)
            m_canvas.line({corner.x + cardWidth - 5, top}, {corner.x + cardWidth - 5, bottom}, bar);
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

    /// A queue: a pill with slots; dead letters are hatched.
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
};

} // namespace

QString toSvg(const ServiceMap &map, SvgPalette palette)
{
    return MapPainter(map, palette).draw();
}

} // namespace weir
