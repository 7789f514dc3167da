// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/reportlinerow.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QEnterEvent>
#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr int sideMargin = 4, lineHeight = 20, rowMargin = 2, usualWidth = 280;

Role valueRole(ResultTone tone)
{
    switch (tone) {
    case ResultTone::Plain:
        break;
    case ResultTone::Dim:
        return Role::DimText;
    case ResultTone::Good:
        return Role::Good;
    case ResultTone::Warning:
        return Role::Warning;
    case ResultTone::Bad:
        return Role::Bad;
    }
    return Role::Text;
}

} // namespace

ReportLineRow::ReportLineRow(const ReportLine &line, const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_line(line)
{
    setText(line.name);
    const QString all = line.detail.isEmpty() ? tr("%1: %2").arg(line.name, line.value)
                                              : tr("%1: %2, %3").arg(line.name, line.value, line.detail);
    setAccessibleName(all);
    setToolTip(all);
    setFocusPolicy(canBeClicked() ? Qt::StrongFocus : Qt::NoFocus);
    if (canBeClicked())
        setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int ReportLineRow::heightForWidth(int width) const
{
    int height = lineHeight + 2 * rowMargin;
    if (!m_line.detail.isEmpty()) {
        const QFontMetricsF metrics(weir::font(TextStyle::Small));
        const QRectF room(0, 0, width - 2 * sideMargin, 1000);
        height += int(std::ceil(metrics.boundingRect(room, Qt::TextWordWrap, m_line.detail).height())) + 2;
    }
    return height;
}

QSize ReportLineRow::sizeHint() const
{
    return {usualWidth, heightForWidth(usualWidth)};
}

void ReportLineRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (canBeClicked() && (underMouse() || hasFocus())) {
        painter.setPen(hasFocus() ? QPen(m_theme.color(Role::Accent), 1) : QPen(Qt::NoPen));
        painter.setBrush(m_theme.color(Role::Hover));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    }
    const QFont body = weir::font(TextStyle::Statement);
    const QFontMetricsF metrics(body);
    const QRectF line(sideMargin, rowMargin, width() - 2 * sideMargin, lineHeight);
    const double valueWidth = std::ceil(metrics.horizontalAdvance(m_line.value)) + 1;
    painter.setFont(body);
    painter.setPen(m_theme.color(Role::Text));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(m_line.name, Qt::ElideMiddle, line.width() - valueWidth - 10));
    painter.setPen(m_theme.color(valueRole(m_line.tone)));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_line.value);
    if (m_line.detail.isEmpty())
        return;
    painter.setFont(weir::font(TextStyle::Small));
    painter.setPen(m_theme.color(Role::DimText));
    painter.drawText(line.adjusted(0, lineHeight, 0, 1000), int(Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap),
                     m_line.detail);
}

void ReportLineRow::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void ReportLineRow::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace weir
