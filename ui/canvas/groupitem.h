// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsItem>

namespace weir {

class DiagramScene;

/// The dashed frame of a domain, behind everything.
class GroupItem : public QGraphicsItem
{
public:
    GroupItem(const DiagramScene &diagram, int group);

    /// The frame is about to change.
    void prepareChange() { prepareGeometryChange(); }

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    const DiagramScene &m_scene;
    int m_group;
};

/// A note of the view, drawn as a sheet with a folded corner.
class NoteItem : public QGraphicsItem
{
public:
    NoteItem(const DiagramScene &diagram, int note);

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    const DiagramScene &m_scene;
    int m_note;
};

} // namespace weir
