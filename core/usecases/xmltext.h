// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace weir {

/// \a text without what XML 1.0 cannot hold: control characters but tab and line feed.
inline QString xmlText(QString text)
{
    text.removeIf([](QChar c) { return c < u' ' && c != u'\t' && c != u'\n'; });
    return text;
}

} // namespace weir
