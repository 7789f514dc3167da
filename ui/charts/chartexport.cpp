// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartexport.h"

#include <QBuffer>
#include <QClipboard>
#include <QCoreApplication>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLocale>
#include <QMap>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QPointer>
#include <QSaveFile>
#include <QWidget>

#include <cmath>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr double savedScale = 2;

struct ExportText
{
    Q_DECLARE_TR_FUNCTIONS(weir::ChartExport)
};

QByteArray field(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    if (bytes.contains('"') || bytes.contains(',') || bytes.contains('\n'))
        bytes = '"' + bytes.replace('"', "\"\"") + '"';
    return bytes;
}

QByteArray number(double value)
{
    return std::isfinite(value) ? QByteArray::number(value, 'g', QLocale::FloatingPointShortest) : QByteArray();
}

/// A name for files: "Queue depth" as `queue-depth`.
QString fileName(const QString &title, const QString &suffix)
{
    QString name;
    for (const QChar c : title.toLower())
        name += c.isLetterOrNumber() ? c : QChar(u'-');
    while (name.contains(u"--"_s))
        name.replace(u"--"_s, u"-"_s);
    return (name.isEmpty() ? u"chart"_s : name) + suffix;
}

QByteArray pngBytes(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

QByteArray chartCsv(const ChartData &data)
{
    QByteArrayList head{data.places.isEmpty() ? QByteArray("seconds") : QByteArray("at")};
    QMap<double, QByteArrayList> rows;
    for (qsizetype i = 0; i < data.lines.size(); ++i) {
        const ChartLine &line = data.lines.at(i);
        head << field(line.name.isEmpty() ? data.title : line.name);
        for (const QPointF &point : line.points) {
            QByteArrayList &row = rows[point.x()];
            row.resize(data.lines.size());
            row[i] = number(point.y());
        }
    }
    QByteArray csv = head.join(',') + '\n';
    for (auto row = rows.cbegin(); row != rows.cend(); ++row) {
        QByteArray at = number(row.key());
        for (const ChartPlace &place : data.places) {
            if (place.at == row.key())
                at = field(place.text);
        }
        csv += at + ',' + row.value().join(',') + '\n';
    }
    return csv;
}

QImage widgetImage(QWidget &widget, double scale)
{
    QImage image((QSizeF(widget.size()) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    widget.render(&painter);
    return image;
}

void saveWithDialog(QWidget *parent, const QString &suggestion, const QString &filter, const QByteArray &bytes)
{
    const QString path = QFileDialog::getSaveFileName(parent, ExportText::tr("Save"), suggestion, filter);
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return;
    QMessageBox::warning(parent, ExportText::tr("Save"),
                         ExportText::tr("%1 could not be written: %2.").arg(path, file.errorString()));
}

void addChartActions(QMenu &menu, QWidget &chart, const ChartData &data)
{
    const QPointer<QWidget> widget(&chart);
    menu.addAction(ExportText::tr("Copy image"), &chart, [widget] {
        if (widget)
            QGuiApplication::clipboard()->setImage(widgetImage(*widget, savedScale));
    });
    menu.addAction(ExportText::tr("Copy data"), &chart,
                   [data] { QGuiApplication::clipboard()->setText(QString::fromUtf8(chartCsv(data))); });
    menu.addSeparator();
    menu.addAction(ExportText::tr("Save image…"), &chart, [widget, data] {
        if (widget)
            saveWithDialog(widget, fileName(data.title, u".png"_s), ExportText::tr("Images (*.png)"),
                           pngBytes(widgetImage(*widget, savedScale)));
    });
    menu.addAction(ExportText::tr("Save data…"), &chart, [widget, data] {
        saveWithDialog(widget, fileName(data.title, u".csv"_s), ExportText::tr("Tables (*.csv)"), chartCsv(data));
    });
}

} // namespace weir
