// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/model/catalog.h"

#include <QByteArrayView>
#include <QString>

namespace weir {

/// A design made from the Markdown of an event catalog.
struct MarkdownImport
{
    Catalog catalog;
    Findings findings; ///< What could not be understood; what depends on it was left out.
    Findings losses;   ///< What was not carried over, and what had to be assumed.
};

/// Reads an event catalog as Weir writes it and as the specification's template has it: a `##` heading for each event with
/// Description, Producer, Consumers (purpose in parentheses), Schema (TypeScript), Retry Policy and SLA, in English. Each event
/// gets a topic of its own. Fails when there is no event in it; \a name is what places call the document.
Result<MarkdownImport> importCatalogMarkdown(QByteArrayView bytes, const QString &name);

} // namespace weir
