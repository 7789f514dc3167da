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

constexpr double barWidth = 104;
constexpr double percentWidth = 40;

/// A label that gives way: its text is elided, and whole in the tool tip.
class ElidedLabel : public QLabel
{
public:
    ElidedLabel(const QString &text, QWidget *parent)
        : QLabel(parent), m_text(text)
    {
        setToolTip(text);
        setAccessibleName(text);
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        setMinimumWidth(60);
    }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QLabel::resizeEvent(event);
        setText(fontMetrics().elidedText(m_text, Qt::ElideMiddle, width()));
    }
    QSize sizeHint() const override { return {100, fontMetrics().height() + 4}; }

private:
    QString m_text;
};

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
    : QFrame(parent), m_theme(theme), m_holds(assertion.holds)
{
    setLook(this, Look::Card);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(31, 6, 10, 7);
    column->setSpacing(1);
    QLabel *text = makeLabel(assertion.text, Look::Heading, this);
    QFont medium = weir::font(TextStyle::Small);
    medium.setPointSizeF(11.5 * 0.75);
    medium.setWeight(QFont::Medium);
    text->setFont(medium);
    text->setWordWrap(true);
    column->addWidget(text);
    QLabel *value = makeLabel(measuredText(assertion), m_holds ? Look::Good : Look::Bad, this);
    value->setWordWrap(true);
    column->addWidget(value);
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
        painter.drawPolyline(QPolygonF({middle + QPointF(-3, 0.2), middle + QPointF(-0.8, 2.4), middle + QPointF(3.2, -2.2)}));
    } else {
        painter.drawLine(middle + QPointF(-2.4, -2.4), middle + QPointF(2.4, 2.4));
        painter.drawLine(middle + QPointF(2.4, -2.4), middle + QPointF(-2.4, 2.4));
    }
}

BottleneckRow::BottleneckRow(const BottleneckReport &bottleneck, const QString &name, const Theme &theme, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_utilisation(bottleneck.utilisation)
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
    painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft, QFontMetricsF(small).elidedText(text(), Qt::ElideRight, name.width()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Role::Line));
    painter.drawRoundedRect(bar, 4, 4);
    const double share = std::clamp(m_utilisation, 0.0, 1.0);
    painter.setBrush(m_theme.color(share >= 0.95 ? Role::Bad : share >= 0.8 ? Role::Warning : Role::Accent));
    if (share > 0)
        painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(std::max(8.0, bar.width() * share), bar.height())), 4, 4);
    painter.setFont(weir::font(TextStyle::Small));
    painter.setPen(m_theme.color(Role::DimText));
    painter.drawText(QRectF(bar.right(), 0, percentWidth, height()), Qt::AlignVCenter | Qt::AlignRight,
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

QWidget *makeDifferenceTable(const QList<FigureDifference> &differences, int before, int after, int most, QWidget *parent)
{
    auto *table = new QWidget(parent);
    auto *grid = new QGridLayout(table);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    const auto put = [&](const QString &text, Look look, int row, int column) {
        QLabel *label = makeLabel(text, look, table);
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(label, row, column);
    };
    put(u"#%1"_s.arg(before), Look::Small, 0, 1);
    put(u"#%1"_s.arg(after), Look::Small, 0, 2);
    for (int i = 0; i < std::min(most, int(differences.size())); ++i) {
        const FigureDifference &difference = differences.at(i);
        const QString name = difference.element.isEmpty() ? difference.figure
                                                          : u"%1 · %2"_s.arg(difference.element, difference.figure);
        auto *label = new ElidedLabel(name, table);
        setLook(label, Look::Small);
        grid->addWidget(label, i + 1, 0);
        const auto text = [&](const std::optional<double> &value) {
            return value ? figureText(*value, difference.unit) : u"–"_s;
        };
        put(text(difference.before), Look::Dim, i + 1, 1);
        put(text(difference.after), Look::Heading, i + 1, 2);
    }
    return table;
}

} // namespace weir
