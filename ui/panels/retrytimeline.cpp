// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/retrytimeline.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QRegularExpression>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int timelineHeight = 42;
constexpr double dotRadius = 5;
constexpr double lineY = 12;
constexpr double textGap = 8;

/// An instant in few characters: `0 s`, `2 s`, `1.5 m`.
QString instantText(Duration instant)
{
    static const QRegularExpression unit(u"([a-z]+)$"_s);
    if (instant == Duration{})
        return u"0 s"_s;
    return durationText(instant).replace(unit, u" \\1"_s);
}

} // namespace

RetryTimeline::RetryTimeline(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RetryTimeline::setLine(const RetryLine &line)
{
    m_line = line;
    QStringList instants;
    for (const Duration attempt : line.attempts)
        instants.append(instantText(attempt));
    setToolTip(tr("Attempts at %1 %2").arg(instants.join(", "_L1), line.end));
    setAccessibleName(toolTip());
    update();
}

QSize RetryTimeline::sizeHint() const
{
    return {160, timelineHeight};
}

QList<RetryTimeline::Mark> RetryTimeline::marks() const
{
    const QFontMetricsF metrics(weir::font(TextStyle::Small));
    const double left = dotRadius + 1;
    const double last = m_line.attempts.isEmpty() ? 0 : double(m_line.attempts.last().count());
    const double span = width() - 2 * left - (last > 0 ? 20 : 0);
    QList<Mark> marks;
    for (qsizetype index = 0; index < m_line.attempts.size(); ++index) {
        Mark mark;
        const bool isLast = index == m_line.attempts.size() - 1;
        mark.x = left + (last > 0 ? double(m_line.attempts[index].count()) / last * span : 0);
        mark.text = instantText(m_line.attempts[index]);
        if (isLast)
            mark.text += u' ' + m_line.end;
        const double textWidth = metrics.horizontalAdvance(mark.text) + 1;
        const double x = std::clamp(mark.x - textWidth / 2, 0.0, std::max(0.0, width() - textWidth));
        mark.textArea = QRectF(x, lineY + dotRadius + 4, textWidth, metrics.height());
        marks.append(mark);
    }
    // The last text always has its place; earlier ones are left out where they would touch what is already there.
    double taken = -textGap;
    for (qsizetype index = 0; index + 1 < marks.size(); ++index) {
        QRectF &area = marks[index].textArea;
        if (area.left() < taken + textGap || area.right() + textGap > marks.last().textArea.left())
            area = {};
        else
            taken = area.right();
    }
    return marks;
}

void RetryTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(weir::font(TextStyle::Small));
    painter.setPen(QPen(m_theme.color(Role::Line), 2));
    painter.drawLine(QPointF(0, lineY), QPointF(width(), lineY));
    const QList<Mark> all = marks();
    for (qsizetype index = 0; index < all.size(); ++index) {
        const bool isLast = index == all.size() - 1;
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(isLast ? Role::Bad : Role::Accent));
        painter.drawEllipse(QPointF(all[index].x, lineY), dotRadius, dotRadius);
        if (all[index].textArea.isEmpty())
            continue;
        painter.setPen(m_theme.color(Role::DimText));
        painter.drawText(all[index].textArea, Qt::AlignLeft | Qt::TextSingleLine, all[index].text);
    }
}

} // namespace weir
