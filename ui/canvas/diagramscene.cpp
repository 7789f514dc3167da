// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/diagramscene.h"

#include "ui/canvas/edgegeometry.h"
#include "ui/canvas/edgeitem.h"
#include "ui/canvas/groupitem.h"
#include "ui/canvas/nodeitem.h"
#include "ui/canvas/placement.h"
#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QGraphicsSceneMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyleOptionGraphicsItem>

#include <cmath>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr double dotPitch = 3.0 * metrics::grid;
constexpr double margin = 400; // room to scroll beyond the diagram

} // namespace

DiagramScene::DiagramScene(ProjectDocument &document, Editor &editor, const Theme &theme, QObject *parent)
    : QGraphicsScene(parent)
    , m_document(document)
    , m_editor(editor)
    , m_theme(theme)
    , m_nodePainter(theme)
    , m_edgePainter(theme)
{
    connect(&document, &ProjectDocument::catalogReset, this, &DiagramScene::reset);
    connect(&document, &ProjectDocument::elementsChanged, this, &DiagramScene::refresh);
    connect(&document, &ProjectDocument::currentViewChanged, this, &DiagramScene::reset);
    connect(&document, &ProjectDocument::selectionChanged, this, &DiagramScene::showSelection);
    connect(&document, &ProjectDocument::findingsChanged, this, &DiagramScene::readFindings);
    connect(this, &QGraphicsScene::selectionChanged, this, &DiagramScene::takeSelection);
    connect(&theme, &Theme::changed, this, [this] { update(); });
    reset();
}

DiagramScene::~DiagramScene()
{
    const QSignalBlocker blocker(this); // items that go away deselect themselves
    clear();
}

QString DiagramScene::viewId() const
{
    if (!m_document.currentView().isEmpty())
        return m_document.currentView();
    const QList<View> &views = m_document.catalog().views();
    return views.isEmpty() ? u"overview"_s : views.first().id;
}

void DiagramScene::reset()
{
    m_automatic.clear();
    m_diagram = {};
    m_focused = -1;
    refresh();
}

void DiagramScene::refresh()
{
    build();
    makeItems();
    readFindings();
    showSelection();
    emit rebuilt();
}

void DiagramScene::build()
{
    const Drawing before = std::move(m_diagram);
    m_diagram = diagramOf(m_document.catalog());
    const View *view = m_document.catalog().view(viewId());
    QHash<QString, QPointF> positions = m_automatic;
    if (view) {
        for (auto it = view->nodes.cbegin(); it != view->nodes.cend(); ++it)
            positions.insert(it.key(), QPointF(it->x, it->y) * double(metrics::grid));
    }
    if (positions.isEmpty()) {
        layOut(m_diagram);
    } else {
        placeDiagram(m_diagram, positions);
        routeAround(m_diagram, before);
    }
    for (const DiagramNode &node : std::as_const(m_diagram.nodes)) {
        if (!m_automatic.contains(node.path) && !(view && view->nodes.contains(node.path)))
            m_automatic.insert(node.path, node.rect.topLeft());
    }
    if (view)
        placeNotes(m_diagram, *view);
}

void DiagramScene::makeItems()
{
    const QString focused =
        m_focused >= 0 && m_focused < m_nodeItems.size() ? m_nodeItems.at(m_focused)->toolTip() : QString();
    {
        const QSignalBlocker blocker(this);
        clear();
    }
    m_nodeItems.clear();
    m_edgeItems.clear();
    m_groupItems.clear();
    for (int i = 0; i < m_diagram.groups.size(); ++i) {
        m_groupItems << new GroupItem(*this, i);
        addItem(m_groupItems.last());
    }
    for (int i = 0; i < m_diagram.notes.size(); ++i)
        addItem(new NoteItem(*this, i));
    for (int i = 0; i < m_diagram.edges.size(); ++i) {
        m_edgeItems << new EdgeItem(*this, i);
        addItem(m_edgeItems.last());
    }
    for (int i = 0; i < m_diagram.nodes.size(); ++i) {
        m_nodeItems << new NodeItem(*this, i);
        addItem(m_nodeItems.last());
        if (!focused.isEmpty() && m_diagram.nodes.at(i).tip == focused)
            m_focused = i;
    }
    if (m_focused >= m_nodeItems.size())
        m_focused = -1;
    setSceneRect(m_diagram.bounds().adjusted(-margin, -margin, margin, margin));
}

void DiagramScene::readFindings()
{
    m_problems.clear();
    for (const Finding &finding : m_document.findings()) {
        const int node = m_diagram.nodeAt(finding.element);
        if (node < 0)
            continue;
        const QString &path = m_diagram.nodes.at(node).path;
        m_problems.insert(path, std::min(finding.severity, m_problems.value(path, Severity::Info)));
    }
    update();
}

void DiagramScene::setOverlay(const Overlay &overlay)
{
    m_overlay = overlay;
    m_largestRate = 0;
    for (int i = 0; i < m_diagram.edges.size(); ++i)
        m_largestRate = std::max(m_largestRate, edgeStateOf(i).figures.rate);
    update();
}

NodeState DiagramScene::stateOf(int node) const
{
    const QString &path = m_diagram.nodes.at(node).path;
    NodeState state;
    state.focused = node == m_focused;
    state.figures = m_overlay.figures.value(path);
    if (const auto found = m_problems.constFind(path); found != m_problems.constEnd())
        state.problem = *found;
    return state;
}

EdgeState DiagramScene::edgeStateOf(int edge) const
{
    const DiagramEdge &value = m_diagram.edges.at(edge);
    EdgeState state;
    state.events = m_selectedEvents;
    state.largestRate = m_largestRate;
    state.selected = std::any_of(value.paths.cbegin(), value.paths.cend(), [this](const QString &path) {
        return path.count(u'/') > 1 && m_selectedPaths.contains(path);
    });
    for (const QString &key : value.figuresKeys) {
        const auto found = m_overlay.figures.constFind(key);
        if (found == m_overlay.figures.constEnd())
            continue;
        if (found->rate >= 0)
            state.figures.rate = std::max(state.figures.rate, 0.0) + found->rate;
        state.figures.utilisation = std::max(state.figures.utilisation, found->utilisation);
        state.figures.health = std::max(state.figures.health, found->health);
    }
    for (const EventCard &card : value.cards)
        state.cardRates << m_overlay.figures.value(card.figuresKey).rate;
    return state;
}

QString DiagramScene::edgeTip(int edge, int card) const
{
    const DiagramEdge &value = m_diagram.edges.at(edge);
    const QString from = m_diagram.nodes.at(value.from).name();
    const QString to = m_diagram.nodes.at(value.to).name();
    const auto listed = [&] {
        QStringList events;
        for (const EventCard &one : value.cards)
            events << one.event;
        return events.join(u", "_s);
    };
    switch (value.style) {
    case EdgeStyle::Publish:
        return card >= 0 ? tr("%1: from %2 to %3").arg(value.cards.at(card).event, from, to)
                         : tr("%1 sends %2 to %3").arg(from, listed(), to);
    case EdgeStyle::Consume:
        return tr("%1 receives from %2").arg(to, from);
    case EdgeStyle::Failure:
        return tr("What %1 gives up goes to %2").arg(from, to);
    case EdgeStyle::Call:
        return tr("%1 calls %2").arg(from, to);
    }
    return {};
}

void DiagramScene::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, m_theme.color(Role::Canvas));
    const double scale = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    double pitch = dotPitch;
    while (pitch * scale < 14)
        pitch *= 2;
    painter->setPen(QPen(m_theme.color(Role::GridDot), 2 / std::max(scale, 0.01), Qt::SolidLine, Qt::RoundCap));
    QList<QPointF> dots;
    const int left = int(std::floor(rect.left() / pitch)), right = int(std::floor(rect.right() / pitch));
    const int top = int(std::floor(rect.top() / pitch)), bottom = int(std::floor(rect.bottom() / pitch));
    for (int column = left; column <= right; ++column) {
        for (int row = top; row <= bottom; ++row)
            dots << QPointF(column * pitch, row * pitch);
    }
    painter->drawPoints(dots.constData(), int(dots.size()));
}

} // namespace weir
