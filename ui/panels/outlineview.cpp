// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/outlineview.h"

#include "core/base/finding.h"
#include "ui/models/outlinemodel.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int symbolSize = 9;
constexpr int chevronSize = 12;
constexpr int levelIndent = 14;

/// Rows are drawn by the view; the delegate only says how high they are.
class RowHeight : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *, const QStyleOptionViewItem &, const QModelIndex &) const override {}
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {40, metrics::rowHeight};
    }
};

std::pair<Role, Role> colorsOf(OutlineModel::Symbol symbol)
{
    using enum OutlineModel::Symbol;
    switch (symbol) {
    case External:
        return {Role::ExternalFill, Role::ExternalStroke};
    case Event:
        return {Role::EventFill, Role::EventStroke};
    case Command:
        return {Role::CommandFill, Role::CommandStroke};
    case Queue:
        return {Role::QueueFill, Role::QueueStroke};
    case Topic:
    case Stream:
        return {Role::TopicFill, Role::TopicStroke};
    case DeadLetter:
        return {Role::DeadLetterFill, Role::DeadLetterStroke};
    case Policy:
        return {Role::PolicyFill, Role::PolicyStroke};
    case Webhook:
        return {Role::ExternalFill, Role::ExternalStroke};
    case Scenario:
    case Flow:
        return {Role::ReadModelFill, Role::ReadModelStroke};
    default:
        return {Role::ServiceFill, Role::ServiceStroke};
    }
}

OutlineModel::Symbol symbolOf(const QModelIndex &index)
{
    return OutlineModel::Symbol(index.data(OutlineModel::SymbolRole).toInt());
}

int depthOf(const QModelIndex &index)
{
    int depth = 0;
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
        ++depth;
    return depth;
}

} // namespace

OutlineView::OutlineView(const Theme &theme, QWidget *parent) : QTreeView(parent), m_theme(theme)
{
    setItemDelegate(new RowHeight(this));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(levelIndent);
    setSelectionMode(ExtendedSelection);
    setExpandsOnDoubleClick(false);
    setVerticalScrollMode(ScrollPerPixel);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setAccessibleName(tr("Outline"));
    connect(this, &QTreeView::doubleClicked, this, &OutlineView::opened);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void OutlineView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    const bool isSelected = selectionModel()->isSelected(index);
    const bool isSection = symbolOf(index) == OutlineModel::Symbol::Section;
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver) && !isSection;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isSelected || isHovered) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(isSelected ? Role::Selection : Role::Hover));
        painter->drawRoundedRect(QRectF(row).adjusted(4, 1, -4, -1), 5, 5);
    }
    if (hasFocus() && currentIndex() == index) {
        painter->setPen(QPen(m_theme.color(Role::Accent), 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(row).adjusted(4.5, 1.5, -4.5, -1.5), 5, 5);
    }
    int x = metrics::panelPadding - 4 + depthOf(index) * levelIndent;
    if (model()->hasChildren(index)) {
        const QString name = isExpanded(index) ? u"chevron"_s : u"right"_s;
        const QString mode = m_theme.isDark() ? u"dark"_s : u"light"_s;
        const QRect chevron(x - 2, row.center().y() - chevronSize / 2 + 1, chevronSize, chevronSize);
        QIcon(u":/icons/%1-%2.svg"_s.arg(name, mode)).paint(painter, chevron);
    }
    x += levelIndent;
    if (!isSection) {
        drawSymbol(*painter, QRectF(x + 0.5, row.center().y() - symbolSize / 2.0 + 1, symbolSize, symbolSize), index);
        x += symbolSize + 7;
    }
    painter->setFont(weir::font(isSection ? TextStyle::Heading : TextStyle::Body));
    painter->setPen(m_theme.color(isSection ? Role::DimText : Role::Text));
    const QRect area(x, row.top(), row.width() - x - 3 * metrics::grid, row.height());
    const QString text = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, area.width());
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    painter->restore();
}

void OutlineView::drawBranches(QPainter *, const QRect &, const QModelIndex &) const {}

void OutlineView::drawSymbol(QPainter &painter, const QRectF &area, const QModelIndex &index) const
{
    const auto [fill, stroke] = colorsOf(symbolOf(index));
    painter.setBrush(m_theme.color(fill));
    painter.setPen(QPen(m_theme.color(stroke), 1.4));
    painter.drawRoundedRect(area, 2.5, 2.5);
    const QVariant severity = index.data(OutlineModel::SeverityRole);
    if (severity.isNull() || severity.toInt() == int(Severity::Info))
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(severity.toInt() == int(Severity::Error) ? Role::Bad : Role::Warning));
    painter.drawEllipse(QPointF(viewport()->width() - 14, area.center().y()), 3, 3);
}

void OutlineView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    const int chevronEnd = metrics::panelPadding + depthOf(index) * levelIndent + chevronSize;
    const bool isSection = index.isValid() && symbolOf(index) == OutlineModel::Symbol::Section;
    const bool onChevron = index.isValid() && event->position().x() < chevronEnd && model()->hasChildren(index);
    if (event->button() == Qt::LeftButton && (isSection || onChevron)) {
        setExpanded(index, !isExpanded(index));
        return;
    }
    QTreeView::mousePressEvent(event);
}

void OutlineView::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid()) {
        emit opened(currentIndex());
        return;
    }
    QTreeView::keyPressEvent(event);
}

} // namespace weir
