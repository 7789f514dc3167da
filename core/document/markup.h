// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace weir {

/// \a text as it may stand in HTML and SVG, between tags or in quotes: nothing in it is markup. Characters that no document
/// may hold become U+FFFD.
QString escapedMarkup(const QString &text);

/// Whether Markdown may stand where a paragraph or list item begins, or further on in a line.
enum class MarkdownPlace { Start, Within };

/// \a text as it may stand inside a Markdown paragraph, list item, heading or table cell: rendered, it is \a text again. White
/// space collapses to single blanks.
QString escapedMarkdown(const QString &text, MarkdownPlace place);

/// \a text as Markdown code, with as many backticks as it needs. For a table cell, pipes are escaped.
QString markdownCode(const QString &text, bool inTable);

} // namespace weir
