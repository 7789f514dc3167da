// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace weir {

/// Headings in text that people wrote are at least of this level, so that the document's own ones stay the only sections.
inline constexpr int minHandWrittenLevel = 3;

/// \a markdown with its headings moved down so that the highest is of level \a level; all else stays as it is.
QString demotedHeadings(const QString &markdown, int level);

/// \a markdown (GFM, raw HTML counts as text) as HTML of few, harmless elements: links lead to `http`, `https`, `mailto` or
/// places in the page only, images become their description.
QString handWrittenHtml(const QString &markdown);

} // namespace weir
