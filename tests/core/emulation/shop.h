// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/emulation/emulatedsystem.h"

#include <QTemporaryDir>

#include <memory>

namespace weir::test {

/// A shop: `shop` places ten orders a second, `billing` bills each in 20 ms and sends an invoice, `mail` mails it.
/// \a changes are pairs of a text of the bundle and what stands in its place.
std::unique_ptr<EmulatedDesign> shopDesign(const QList<QPair<QByteArray, QByteArray>> &changes = {});

/// `shop` places orders, which the outgoing webhook `partner` is sent: three attempts, 2 s and 4 s apart, three at a time.
Catalog partnerDesign();

/// A folder for databases: in memory where the machine has such a place.
std::unique_ptr<QTemporaryDir> databaseFolder();

/// Lets \a span pass on \a clock, instant by instant as \a system asks for it. Empty, or what went wrong.
QString pass(EmulatedSystem &system, ManualClock &clock, Duration span);

/// The figures of the subscription \a path.
SubscriptionFigures figuresOf(const EmulatedSystem &system, const QString &path);

} // namespace weir::test
