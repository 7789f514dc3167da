// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/comparison/difference.h"
#include "core/model/catalog.h"

#include <QByteArray>

namespace weir::test {

/// A small design with something of every kind.
Catalog shopCatalog();

/// The shop after a JSON Patch (RFC 6902) with apostrophes for quotes.
Catalog patchedShop(QByteArray patch);

/// `!rule element pointer > hurt, hurt`: breaking ones with `!`, pointers into the earlier design with `-`, renames with
/// `<- id`.
QString lineOf(const Difference &difference);
/// The lines of all of them.
QString linesOf(const QList<Difference> &differences);

/// ` > ` and all who receive order.placed.
QString everyone();

} // namespace weir::test
