// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/findingdelegate.h"

#include "core/base/finding.h"
#include "ui/models/findingsmodel.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QMouseEvent>
#include <QPainter>
#include <QTextLayout>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int glyphSize = 14;
constexpr int textLeft = metrics::panelPadding + glyphSize + 8;
constexpr int verticalPadding = 5;
constexpr int mostLines = 3;

constexpr int fixWidth = 34;

QRect textArea(int width, int top, int height, bool isFixable)
{
    const int right = metrics::panelPadding + (isFixable ? fixWidth : 0);
    return {textLeft, top + verticalPadding, width - textLeft - right, height - 2 * verticalPadding};
}

QRect fixArea(const QRect &row)
{
    return {row.right() - metrics::panelPadding - fixWidth + 6, row.top(), fixWidth, row.height()};
}

bool isFixable(const QModelIndex &index)
{
    return index.data(FindingsModel::FixableRole).toBool();
}

/// The lines of \a text that \a width has room for, at most mostLines; the last one is elided when there are more.
QStringList linesOf(const QString &text, const QFont &font, int width)
{
    QTextLayout layout(text, font);
    QTextOption wrapping;
    wrapping.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrapping);
    layout.beginLayout();
    QStringList lines;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        if (lines.size() + 1 == mostLines) {
            lines.append(QFontMetrics(font).elidedText(text.mid(line.textStart()), Qt::ElideRight, width));
            break;
        }
        lines.append(text.mid(line.textStart(), line.textLength()).trimmed());
    }
    layout.endLayout();
    return lines;
}

} // namespace

FindingDelegate::FindingDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

void FindingDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(isSelected ? Role::Selection : Role::Hover));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(4, 0, -4, 0), 5, 5);
    }
    const auto severity = Severity(index.data(FindingsModel::SeverityRole).toInt());
    const bool isError = severity == Severity::Error;
    const bool isHint = severity == Severity::Info;
    const QIcon glyph = isError ? icon(u"bad"_s, Role::Bad)
        : isHint                ? icon(u"info"_s, Role::DimText)
                                : icon(u"warning"_s, Role::Warning);
    glyph.paint(painter, metrics::panelPadding, option.rect.top() + verticalPadding + 1, glyphSize, glyphSize);
    painter->setPen(m_theme.color(Role::Text));
    const QFont body = font(TextStyle::Body);
    painter->setFont(body);
    const bool fixable = isFixable(index);
    const QRect area = textArea(option.rect.width(), option.rect.top(), option.rect.height(), fixable);
    const QStringList lines = linesOf(index.data().toString(), body, area.width());
    painter->drawText(area, Qt::AlignLeft | Qt::AlignTop, lines.join(u'\n'));
    if (fixable) {
        painter->setPen(m_theme.color(Role::Accent));
        painter->setFont(font(TextStyle::Heading));
        painter->drawText(fixArea(option.rect).adjusted(0, verticalPadding, 0, 0), Qt::AlignRight | Qt::AlignTop,
                          tr("Fix"));
    }
    painter->restore();
}

QSize FindingDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : 280;
    const QFont body = font(TextStyle::Body);
    const int room = textArea(width, 0, 0, isFixable(index)).width();
    const auto height = int(linesOf(index.data().toString(), body, room).size()) * QFontMetrics(body).lineSpacing();
    return {40, height + 2 * verticalPadding};
}

bool FindingDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                                  const QModelIndex &index)
{
    const auto *mouse = event->type() == QEvent::MouseButtonRelease ? static_cast<QMouseEvent *>(event) : nullptr;
    if (mouse && isFixable(index) && fixArea(option.rect).contains(mouse->position().toPoint())) {
        emit fixClicked(index);
        return true;
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace weir
