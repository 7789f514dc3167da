// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>

#include <variant>

namespace weir {

struct SequenceDiagram;
struct ServiceMap;

/// Which surface a drawing is for.
enum class DrawnOn : quint8 { Light, Dark };

/// A drawing of the document on \a background as a sharp image for a screen with \a ratio device pixels for a pixel, at
/// most \a widest pixels wide. A null image when it could not be drawn.
QImage diagramImage(const std::variant<SequenceDiagram, ServiceMap> &content, DrawnOn surface, const QColor &background,
                    double widest, double ratio);

} // namespace weir
