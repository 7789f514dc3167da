// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/fonts.h"

#include <QRectF>
#include <QStringList>

class QPainter;

namespace weir {

constexpr double detailScale = 0.25; ///< Below, a diagram shows shapes without second lines and marks.
constexpr double plainScale = 0.8;   ///< Below, names grow into the room of second lines and marks.

/// A text in a box of a diagram, larger than its style when the diagram is shown small: names stay legible as long as the
/// box has room for them, on one line or two.
struct FittedText
{
    QStringList lines; ///< One or two; elided when not even the style's own size has room.
    QFont font;

    double width() const; ///< Of the longest line, in scene pixels.
};

/// How large a text can be set within \a room, both in scene pixels: at most \a wanted pixels, at least the style's own.
FittedText fittedText(const QString &text, TextStyle style, const QSizeF &room, double wanted);

/// Draws \a text in the middle of the height of \a area, from its left.
void drawFitted(QPainter &painter, const QRectF &area, const FittedText &text);

} // namespace weir
