// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/groupitem.h"

#include "ui/canvas/diagramscene.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace weir {
namespace {

constexpr double frameRadius = 14;
constexpr double noteFold = 12;

} // namespace

GroupItem::GroupItem(const DiagramScene &diagram, int group) : m_scene(diagram), m_group(group)
{
    setZValue(-2);
    setAcceptedMouseButtons(Qt::NoButton);
}

QRectF GroupItem::boundingRect() const
{
    return m_scene.diagram().groups.at(m_group).rect.adjusted(-2, -2, 2, 2);
}

void GroupItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const DiagramGroup &group = m_scene.diagram().groups.at(m_group);
    const Theme &theme = m_scene.theme();
    QPen pen(theme.color(Role::GroupStroke), 1);
    pen.setDashPattern({6, 5});
    painter->setPen(pen);
    painter->setBrush(theme.color(Role::GroupFill));
    painter->drawRoundedRect(group.rect, frameRadius, frameRadius);
    const double scale = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    if (scale < 0.25)
        return;
    const QFont title =
        scale < 0.8 ? font(TextStyle::GroupTitle, int(std::min(9.5 / scale, 17.0))) : font(TextStyle::GroupTitle);
    const QRectF area(group.rect.left() + 14, group.rect.top() + 7, group.rect.width() - 28, 18);
    painter->setFont(title);
    painter->setPen(theme.color(Role::DimText));
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetricsF(title).elidedText(group.title, Qt::ElideRight, area.width()));
}

NoteItem::NoteItem(const DiagramScene &diagram, int note) : m_scene(diagram), m_note(note)
{
    setZValue(-1);
    setAcceptedMouseButtons(Qt::NoButton);
    setToolTip(diagram.diagram().notes.at(note).text);
}

QRectF NoteItem::boundingRect() const
{
    return m_scene.diagram().notes.at(m_note).rect.adjusted(-1, -1, 1, 1);
}

void NoteItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const DiagramNote &note = m_scene.diagram().notes.at(m_note);
    const Theme &theme = m_scene.theme();
    const QRectF &rect = note.rect;
    QPainterPath sheet(rect.topLeft());
    sheet.lineTo(rect.right() - noteFold, rect.top());
    sheet.lineTo(rect.right(), rect.top() + noteFold);
    sheet.lineTo(rect.bottomRight());
    sheet.lineTo(rect.bottomLeft());
    sheet.closeSubpath();
    painter->setPen(QPen(theme.color(Role::NoteStroke), 1));
    painter->setBrush(theme.color(Role::NoteFill));
    painter->drawPath(sheet);
    painter->setFont(font(TextStyle::Small));
    painter->setPen(theme.color(Role::Text));
    painter->setClipRect(rect);
    painter->drawText(rect.adjusted(14, 10, -14, -8), Qt::TextWordWrap, note.text);
}

} // namespace weir
