// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

namespace weir {

/// Names an element or a part of a service that can be selected on its own.
///
/// As text: `services/billing`, `channels/orders`, `services/billing/receives/bill`, `services/orders/sends/order.placed`,
/// `services/orders/outbox`. Selections are lists of such texts.
struct ElementPath
{
    enum class Part : quint8 { Whole, Publication, Subscription, Outbox };

    ElementRef element;
    Part part = Part::Whole;
    QString item; ///< Id of the publication or subscription.

    static ElementPath of(const ElementRef &element) { return {element, Part::Whole, {}}; }
    static ElementPath publication(const QString &service, const QString &item);
    static ElementPath subscription(const QString &service, const QString &item);

    /// Nothing when the kind is unknown. Text behind a part is ignored.
    static std::optional<ElementPath> fromText(QStringView text);
    QString text() const;
    /// As overlays and assertions name it: `billing/bill` for a part, the usual path for the rest.
    QString figuresKey() const;

    /// JSON Pointer of the part in the element's document (`/receives/0`); empty for the whole, nothing when the
    /// catalog has no such part.
    std::optional<QString> pointer(const Catalog &catalog) const;
    /// Whether \a catalog has it.
    bool existsIn(const Catalog &catalog) const;
    /// What people call it: the name of an element, `Billing receives order.placed` for a part.
    QString title(const Catalog &catalog) const;

    bool operator==(const ElementPath &) const = default;
};

} // namespace weir
