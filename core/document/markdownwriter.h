// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/outline.h"

#include <QByteArray>

namespace weir {

/// \a outline as CommonMark with tables (GFM); diagrams are Mermaid code. UTF-8, LF, the same bytes for the same outline. Text of
/// the model is never markup.
QByteArray toMarkdown(const Outline &outline);

} // namespace weir
