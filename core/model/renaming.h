// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/change.h"

#include <QList>
#include <QString>

namespace weir {

class Catalog;

/// The parts of a service that have ids of their own.
enum class ItemKind : quint8 { Publication, Subscription, Operation };

/// The edits that give \a element the id \a id and change every reference to it: in services, channels, webhooks, streams,
/// scenarios (settings, rates, faults and the text of assertions), views, alerts, severities, approvals, `$ref`s and what an
/// import of AsyncAPI keeps under `x-asyncapi`.
/// An event's id is also that of the publications that have none of their own, so references to those follow.
/// To be applied together, as one step; the same call with the ids exchanged leads back to every byte.
///
/// Patterns with wildcards and free text (descriptions, notes, steps of flows) stay as they are. Fails when there is no
/// such element, when \a id is no id, or when another element of the kind has it.
Result<QList<Change>> renameElement(const Catalog &catalog, const ElementRef &element, const QString &id);

/// The same for an item of a service's `sends`, `receives` or `operations`. A publication that gets the id of its event
/// is written without one.
Result<QList<Change>> renameItem(const Catalog &catalog, const QString &service, ItemKind kind, const QString &item,
                                 const QString &id);

} // namespace weir
