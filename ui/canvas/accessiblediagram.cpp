// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/accessiblediagram.h"

#include "ui/canvas/diagramscene.h"
#include "ui/canvas/diagramview.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QCoreApplication>
#include <QPointer>

#include <vector>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

struct SpokenText
{
    Q_DECLARE_TR_FUNCTIONS(weir::Canvas)
};

QString shapeWord(NodeShape shape)
{
    switch (shape) {
    case NodeShape::Service:
        return SpokenText::tr("Service");
    case NodeShape::External:
        return SpokenText::tr("External system");
    case NodeShape::Stream:
        return SpokenText::tr("Event stream");
    case NodeShape::Topic:
        return SpokenText::tr("Topic");
    case NodeShape::Queue:
        return SpokenText::tr("Queue");
    case NodeShape::DeadLetter:
        return SpokenText::tr("Dead letter queue");
    }
    return {};
}

/// One node of the diagram.
class AccessibleNode : public QAccessibleInterface
{
public:
    AccessibleNode(DiagramView &view, int node) : m_view(&view), m_node(node) {}

    bool isValid() const override { return m_view && m_node < m_view->diagram().diagram().nodes.size(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override {}

    QString text(QAccessible::Text kind) const override
    {
        if (!isValid())
            return {};
        const DiagramNode &node = value();
        if (kind == QAccessible::Name)
            return u"%1 %2, %3"_s.arg(shapeWord(node.shape), node.name(), links());
        return kind == QAccessible::Description ? node.tip : QString();
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.selectable = state.focusable = true;
        state.selected = m_view->diagram().selectedPaths().contains(value().path);
        state.focused = m_view->hasFocus() && m_view->diagram().focusedNode() == m_node;
        return state;
    }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect inView = m_view->mapFromScene(value().rect).boundingRect();
        return {m_view->viewport()->mapToGlobal(inView.topLeft()), inView.size()};
    }

private:
    const DiagramNode &value() const { return m_view->diagram().diagram().nodes.at(m_node); }

    QString links() const
    {
        int in = 0, out = 0;
        for (const DiagramEdge &edge : m_view->diagram().diagram().edges) {
            in += edge.to == m_node;
            out += edge.from == m_node;
        }
        return SpokenText::tr("lines in: %1, lines out: %2").arg(in).arg(out);
    }

    QPointer<DiagramView> m_view;
    int m_node;
};

/// The view: its children are the nodes instead of scroll bars.
class AccessibleDiagram : public QAccessibleWidget
{
public:
    explicit AccessibleDiagram(DiagramView *view) : QAccessibleWidget(view, QAccessible::List) {}
    ~AccessibleDiagram() override
    {
        for (const QAccessible::Id id : m_children)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return int(view().diagram().diagram().nodes.size()); }

    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        while (int(m_children.size()) <= index)
            m_children.push_back(
                QAccessible::registerAccessibleInterface(new AccessibleNode(view(), int(m_children.size()))));
        return QAccessible::accessibleInterface(m_children[std::size_t(index)]);
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (int i = 0; i < int(m_children.size()); ++i) {
            if (QAccessible::accessibleInterface(m_children[std::size_t(i)]) == child)
                return i;
        }
        return -1;
    }

    QAccessibleInterface *focusChild() const override { return child(view().diagram().focusedNode()); }

private:
    DiagramView &view() const { return *static_cast<DiagramView *>(widget()); }

    mutable std::vector<QAccessible::Id> m_children; ///< Made on demand, for nodes 0, 1, ….
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<DiagramView *>(object);
    return view ? new AccessibleDiagram(view) : nullptr;
}

} // namespace

void installDiagramAccessibility()
{
    static const bool installed = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(installed);
}

void announceFocus(DiagramView &view, int node)
{
    if (node < 0 || !QAccessible::isActive())
        return;
    QAccessibleEvent event(&view, QAccessible::Focus);
    event.setChild(node);
    QAccessible::updateAccessibility(&event);
}

} // namespace weir
