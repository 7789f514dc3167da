// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace weir {

/// What a colour means. Nothing outside `ui/theme` names a colour.
enum class Role : quint8 {
    Window, ///< Tool bars' fields, inset cards, the window behind everything.
    Panel,  ///< Docks, tool bars, tables, menus.
    Canvas, ///< Behind the diagram.
    Line,   ///< Hairlines, frames, empty part of a bar.
    GridDot,
    Text,
    DimText,    ///< Second lines, units, section heads.
    Accent,     ///< Primary buttons, selection, focus, links.
    AccentText, ///< Text on the accent.
    Selection,  ///< Selected row; Text stays readable on it.
    Hover,
    Good,
    Warning,
    Bad,
    Strip, ///< Mode strip.
    StripText,
    StripSelected,
    Edge, ///< Line from a publisher to a channel to a consumer.
    EventFill,
    EventStroke,
    CommandFill,
    CommandStroke,
    ServiceFill,
    ServiceStroke,
    PolicyFill,
    PolicyStroke,
    ReadModelFill,
    ReadModelStroke,
    ExternalFill,
    ExternalStroke,
    QueueFill,
    QueueStroke,
    TopicFill,
    TopicStroke,
    DeadLetterFill,
    DeadLetterStroke,
    NoteFill,
    NoteStroke,
    GroupFill,   ///< Translucent.
    GroupStroke, ///< Translucent.
};
inline constexpr int roleCount = int(Role::GroupStroke) + 1;

} // namespace weir
