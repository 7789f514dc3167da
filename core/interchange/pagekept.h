// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/interchange/catalogpages.h"

#include <QSet>

namespace weir {

/// What an element keeps of its page: `folder`, `id` and `version` where they cannot be told from the element, the members
/// of the frontmatter that \a handled does not name, and the text.
///
/// Members that are kept only as text are reported to \a log.
Json keptOfPage(const CatalogPage &page, const QSet<QString> &handled, const QString &slug, ImportLog &log);

/// A pointer to another resource: `id` and `version`, or only its id.
struct CatalogPointer
{
    QString id;
    QString version; ///< Empty: not said, or `latest`.
};
CatalogPointer catalogPointer(const Node &node);

} // namespace weir
