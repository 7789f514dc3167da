// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/reportrows.h"

#include "ui/theme/fonts.h"
#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>

#include <cmath>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr double barWidth = 84;
constexpr double percentWidth = 40;

/// The same differences with those of an element next to each other, in the order of each element's first.
QList<FigureDifference> inGroups(const QList<FigureDifference> &differences)
{
    QStringList elements;
    for (const FigureDifference &difference : differences) {
        if (!elements.contains(difference.element))
            elements << difference.element;
    }
    QList<FigureDifference> grouped = differences;
    std::stable_sort(grouped.begin(), grouped.end(), [&](const FigureDifference &a, const FigureDifference &b) {
        return elements.indexOf(a.element) < elements.indexOf(b.element);
    });
    return grouped;
}

} // namespace

QString measuredText(const AssertionReport &assertion)
{
    if (!assertion.value)
        return assertion.reason.isEmpty() ? AssertionCard::tr("not measured") : assertion.reason;
    if (assertion.isDuration)
        return figureText(*assertion.value, FigureUnit::Seconds);
    const double value = *assertion.value;
    const QLocale locale;
    return value == std::floor(value) ? locale.toString(qint64(value)) : locale.toString(value, 'g', 4);
}

AssertionCard::AssertionCard(const AssertionReport &assertion, const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_holds(assertion.holds)
{
    setLook(this, Look::Card);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(31, 6, 10, 7);
    column->setSpacing(1);
    column->addWidget(makeParagraph(assertion.text, Look::Statement, this));
    column->addWidget(makeParagraph(measuredText(assertion), m_holds ? Look::Good : Look::Bad, this));
    if (assertion.fromSla)
        setToolTip(tr("From an SLA of the design"));
    setAccessibleName(m_holds ? tr("Holds: %1, measured %2").arg(assertion.text, measuredText(assertion))
                              : tr("Does not hold: %1, measured %2").arg(assertion.text, measuredText(assertion)));
}

/// Shape and colour: a tick in a disc when it holds, a cross when it does not.
void AssertionCard::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(m_holds ? Role::Good : Role::Bad));
    const QPointF middle(16, height() / 2.0);
    painter.drawEllipse(middle, 7, 7);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.color(Role::Panel), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (m_holds) {
        painter.drawPolyline(
            QPolygonF({middle + QPointF(-3, 0.2), middle + QPointF(-0.8, 2.4), middle + QPointF(3.2, -2.2)}));
    } else {
        painter.drawLine(middle + QPointF(-2.4, -2.4), middle + QPointF(2.4, 2.4));
        painter.drawLine(middle + QPointF(2.4, -2.4), middle + QPointF(-2.4, 2.4));
    }
}

BottleneckRow::BottleneckRow(const BottleneckReport &bottleneck, const QString &name, const Theme &theme,
                             QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_utilisation(bottleneck.utilisation)
{
    setText(name);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    const QString percent = QLocale().toString(std::lround(m_utilisation * 100));
    QString tip = tr("%1 is busy %2 % of the time").arg(name, percent);
    if (bottleneck.wait)
        tip += u'\n' + tr("Mean wait: %1").arg(figureText(*bottleneck.wait, FigureUnit::Seconds));
    setToolTip(tip);
    setAccessibleName(tip);
}

void BottleneckRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(m_theme.color(Role::Accent), 1) : QPen(Qt::NoPen));
        painter.setBrush(m_theme.color(Role::Hover));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    }
    const QRectF bar(width() - percentWidth - barWidth, height() / 2.0 - 4, barWidth, 8);
    QFont small = weir::font(TextStyle::Body);
    small.setPixelSize(12);
    painter.setFont(small);
    painter.setPen(m_theme.color(Role::Text));
    const QRectF name(4, 0, bar.left() - 12, height());
    painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetricsF(small).elidedText(text(), Qt::ElideRight, name.width()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Role::Line));
    painter.drawRoundedRect(bar, 4, 4);
    const double share = std::clamp(m_utilisation, 0.0, 1.0);
    painter.setBrush(m_theme.color(share >= 0.95 ? Role::Bad : share >= 0.8 ? Role::Warning : Role::Accent));
    if (share > 0)
        painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(std::max(8.0, bar.width() * share), bar.height())), 4, 4);
    painter.setFont(weir::font(TextStyle::Small));
    painter.setPen(m_theme.color(Role::DimText));
    painter.drawText(QRectF(bar.right(), 0, percentWidth - 5, height()), Qt::AlignVCenter | Qt::AlignRight,
                     tr("%1 %").arg(QLocale().toString(std::lround(m_utilisation * 100))));
}

void BottleneckRow::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void BottleneckRow::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

QWidget *makeDifferenceTable(const QList<FigureDifference> &differences, int before, int after, int most,
                             const std::function<QString(const QString &element)> &nameOf)
{
    auto *table = new QWidget;
    auto *grid = new QGridLayout(table);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(0, 1);
    int row = 0;
    const auto put = [&](const QString &text, Look look, int column, Qt::Alignment side) {
        QLabel *label = makeLabel(text, look, table);
        label->setAlignment(side | Qt::AlignVCenter);
        grid->addWidget(label, row, column, 1, column == 0 && look == Look::Statement ? 3 : 1);
    };
    put(u"#%1"_s.arg(before), Look::Small, 1, Qt::AlignRight);
    put(u"#%1"_s.arg(after), Look::Small, 2, Qt::AlignRight);
    QString element;
    for (const FigureDifference &difference :
         inGroups(differences.first(std::min<qsizetype>(most, differences.size())))) {
        ++row;
        if (difference.element != element) {
            element = difference.element;
            put(nameOf(element), Look::Statement, 0, Qt::AlignLeft);
            ++row;
        }
        const auto text = [&](const std::optional<double> &value) {
            return value ? figureText(*value, difference.unit) : u"–"_s;
        };
        put(difference.figure, Look::Small, 0, Qt::AlignLeft);
        put(text(difference.before), Look::Small, 1, Qt::AlignRight);
        put(text(difference.after), Look::Statement, 2, Qt::AlignRight);
    }
    return table;
}

} // namespace weir
