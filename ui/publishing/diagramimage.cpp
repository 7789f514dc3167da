// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publishing/diagramimage.h"

#include "core/document/svgwriter.h"

#include <QPainter>
#include <QSvgRenderer>

namespace weir {

QImage diagramImage(const std::variant<SequenceDiagram, ServiceMap> &content, DrawnOn surface, const QColor &background,
                    double widest, double ratio)
{
    const SvgPalette palette = surface == DrawnOn::Dark ? SvgPalette::Dark : SvgPalette::Light;
    const QString svg = std::visit([palette](const auto &diagram) { return toSvg(diagram, palette); }, content);
    QSvgRenderer renderer(svg.toUtf8());
    const QSizeF natural = renderer.viewBoxF().size();
    if (!renderer.isValid() || natural.isEmpty())
        return {};
    const QSizeF shown = natural * std::min(1.0, widest / natural.width());
    QImage image((shown * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(background);
    QPainter painter(&image);
    renderer.render(&painter, QRectF(image.rect()));
    painter.end();
    image.setDevicePixelRatio(ratio);
    return image;
}

} // namespace weir
