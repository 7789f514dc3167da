// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/outline.h"

#include <QByteArray>

namespace weir {

/// \a outline as one HTML page that needs nothing else: no request leaves it and nothing in it runs. Light or dark as the
/// reader's system, fit for print, with a table of contents and all diagrams drawn. Text of the model is never markup. The page
/// is well-formed XML, too. The same bytes for the same outline.
QByteArray toHtml(const Outline &outline);

} // namespace weir
