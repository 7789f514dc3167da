// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace weir {

/// What a text is, which decides size and weight.
enum class TextStyle : quint8 {
    Body,        ///< 13 px.
    Small,       ///< 11 px: second lines, units.
    Tiny,        ///< 9.5 px: axis labels.
    Name,        ///< 13 px semibold: the name on a card.
    PipeName,    ///< 12.5 px semibold: the name on a pipe.
    Statement,   ///< 11.5 px medium: an assertion.
    EventName,   ///< 11 px semibold.
    GroupTitle,  ///< 11.5 px semibold.
    SectionHead, ///< 10.5 px bold, letter-spaced, upper case.
    Heading,     ///< 13 px semibold: heading within a panel.
    Title,       ///< 17 px bold: the element a panel is about.
    Display,     ///< 24 px bold: the welcome page.
    Code,        ///< 12 px fixed pitch.
};

/// The interface's font: Inter when it is installed, else the desktop's.
QFont font(TextStyle style);
/// The same at \a pixels, which are whole.
QFont font(TextStyle style, int pixels);

} // namespace weir
