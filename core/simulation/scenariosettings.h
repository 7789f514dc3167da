// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/scenario.h"

#include <QStringList>

namespace weir {

class Catalog;

/// Gives members of \a catalog's elements other values, in order, as a scenario's `set` and `--set` do.
///
/// A path is `kind/id/json-pointer`; an array item in it may be named by its id (an item without one by its event):
/// `services/billing/receives/bill/instances`. Members that are not there yet are added. Fails when an element, an item or
/// a fitting type is not there, with the path in the place's pointer. A setting that changes nothing Weir reads adds a
/// sentence to \a warnings.
Result<void> applyScenarioSettings(Catalog &catalog, const QList<ScenarioSetting> &settings, QStringList &warnings);

/// `path=value`: the value is JSON, else a text. Fails when there is no `=` or no path.
Result<ScenarioSetting> parseSettingText(const QString &text);

} // namespace weir
