// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/findingdelegate.h"

#include "core/base/finding.h"
#include "ui/models/findingsmodel.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QPainter>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int glyphSize = 14;
constexpr int textLeft = metrics::panelPadding + glyphSize + 8;
constexpr int verticalPadding = 5;
constexpr int mostLines = 3;

QRect textArea(int width, int top, int height)
{
    return {textLeft, top + verticalPadding, width - textLeft - metrics::panelPadding, height - 2 * verticalPadding};
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
    painter->setFont(font(TextStyle::Body));
    const QRect area = textArea(option.rect.width(), option.rect.top(), option.rect.height());
    painter->drawText(area, Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, index.data().toString());
    painter->restore();
}

QSize FindingDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : 280;
    const QFontMetrics metricsOfText(font(TextStyle::Body));
    const QRect text = metricsOfText.boundingRect(QRect(0, 0, textArea(width, 0, 0).width(), 1000), Qt::TextWordWrap,
                                                  index.data().toString());
    const int height = std::min(text.height(), mostLines * metricsOfText.lineSpacing());
    return {40, height + 2 * verticalPadding};
}

} // namespace weir
