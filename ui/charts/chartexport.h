// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartdata.h"

#include <QByteArray>
#include <QImage>

class QMenu;
class QWidget;

namespace weir {

/// The points of a chart for spreadsheets (RFC 4180, but with line feeds): a row for each place or moment, a column for
/// each line. Numbers have a decimal point; durations are seconds.
QByteArray chartCsv(const ChartData &data);

/// \a widget as it looks, at \a scale times its size.
QImage widgetImage(QWidget &widget, double scale);

/// Asks where, then writes \a bytes there; \a suggestion is a file name, \a filter as in file dialogs. Tells what failed.
void saveWithDialog(QWidget *parent, const QString &suggestion, const QString &filter, const QByteArray &bytes);

/// Actions that copy or save a chart: image, image file, data.
void addChartActions(QMenu &menu, QWidget &chart, const ChartData &data);

} // namespace weir
