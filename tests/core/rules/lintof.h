// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/model/catalog.h"

#include <QDate>
#include <QStringList>

namespace weir::test {

/// The catalog that \a bundle (JSON, as a `.weir.json` file) holds; apostrophes stand for quotes.
Catalog catalogOf(QByteArray bundle);

/// What the rules say about it.
Findings lintOf(const QByteArray &bundle, QDate today = {});

/// Ids of the rules in \a findings, in their order.
QStringList rulesIn(const Findings &findings);

/// The findings of \a rule.
Findings findingsOf(const Findings &findings, const QString &rule);

} // namespace weir::test
