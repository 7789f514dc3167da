// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace weir {

/// How well an element does, for colour and glyph.
enum class Health : quint8 { Unknown, Good, Warning, Bad };

/// Figures of one element at one instant.
struct ElementFigures
{
    double rate = -1;        ///< Messages each second; negative: not known.
    double utilisation = -1; ///< 0 to 1; negative: not known.
    double depth = -1;       ///< Messages waiting; negative: not known.
    QString text;            ///< Second line in place of the element's own; may be empty.
    Health health = Health::Unknown;

    bool operator==(const ElementFigures &) const = default;
};

/// Figures by element, to be drawn over a diagram: `services/billing`, `channels/orders`, and `orders/order.placed` or
/// `billing/bill` for publications and subscriptions.
struct Overlay
{
    QHash<QString, ElementFigures> figures;

    bool isEmpty() const { return figures.isEmpty(); }
    bool operator==(const Overlay &) const = default;
};

} // namespace weir
