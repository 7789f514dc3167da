// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartdata.h"

#include <QChartView>

#include <optional>

class QValueAxis;

namespace weir {

class Theme;

/// One chart: no frame, three grid lines, title left and unit right above the plot, faults as a tint, a cursor that is
/// shared with its neighbours. Made for figures over time that come whole; reduced to the pixels before they are drawn.
class ChartView : public QChartView
{
    Q_OBJECT

public:
    explicit ChartView(const Theme &theme, QWidget *parent = nullptr);

    const ChartData &data() const { return m_data; }
    void setData(const ChartData &data);

    QSize sizeHint() const override { return {360, 150}; }
    QSize minimumSizeHint() const override { return {180, 110}; }

public slots:
    /// A dashed line at \a seconds; outside the range there is none.
    void setCursorAt(double seconds);
    void clearCursor();
    /// What lies behind \a seconds is veiled, as not played yet; negative: nothing is.
    void setPlayedUntil(double seconds);

signals:
    /// The pointer is over this moment.
    void cursorMoved(double seconds);
    void cursorLeft();

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    /// Offers the chart as an image and as data.
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void rebuild();
    void addLine(const ChartLine &line, double pixels);
    QRectF plot() const;
    double xOf(double seconds) const;
    double yOf(double value) const;
    double plotted(double value) const;
    void paintHead(QPainter &painter) const;
    QString unitText() const;
    QString titleText() const;
    void paintLabels(QPainter &painter) const;
    void paintTicks(QPainter &painter) const;
    void paintPlaces(QPainter &painter) const;
    void paintTimes(QPainter &painter) const;
    void paintLevels(QPainter &painter) const;
    void paintCursor(QPainter &painter) const;

    const Theme &m_theme;
    ChartData m_data;
    ChartRange m_range;
    QValueAxis *m_x;
    QValueAxis *m_y;
    std::optional<double> m_cursor;
    double m_playedUntil = -1;
};

} // namespace weir
