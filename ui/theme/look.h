// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

class QLabel;
class QWidget;
class QString;

namespace weir {

/// What a widget is, where its type alone does not say; the style sheet and the font follow.
enum class Look : quint8 {
    Panel,       ///< QWidget: a plain surface, as docks have.
    Inset,       ///< QWidget: the window's colour, as behind problems.
    CanvasArea,  ///< QWidget: the canvas colour.
    Card,        ///< QFrame: a framed, rounded inset.
    TopBar,      ///< QWidget: the bar above the centre, with a hairline below.
    StatusBar,   ///< QWidget: the bar below, with small dim text.
    ModeStrip,   ///< QWidget: the dark strip at the left.
    ModeButton,  ///< QToolButton in the strip: icon above text, checkable.
    Primary,     ///< QPushButton or QToolButton: the one accented button.
    Plain,       ///< QPushButton or QToolButton: as the others in a bar.
    Flat,        ///< QToolButton or QPushButton: only a surface under the pointer.
    Link,        ///< QPushButton: accented text.
    Search,      ///< QLineEdit or QPushButton: the pill in the top bar.
    Pill,        ///< QFrame: floating, fully rounded.
    SectionHead, ///< QLabel: letter-spaced capitals.
    Title,       ///< QLabel: what a panel is about.
    Heading,     ///< QLabel: heading within a panel.
    Display,     ///< QLabel: large.
    Statement,   ///< QLabel: an assertion, a figure in a table.
    Dim,         ///< QLabel: second line.
    Small,       ///< QLabel: small, dim.
    Good,        ///< QLabel: small, good.
    Warning,     ///< QLabel: small, warning.
    Bad,         ///< QLabel: small, bad.
    MessageInfo, ///< QFrame: message bar.
    MessageGood,
    MessageWarning,
    MessageError,
};

/// Gives \a widget the look; may be called again with another one.
void setLook(QWidget *widget, Look look);

/// A label with a look, for panels.
QLabel *makeLabel(const QString &text, Look look, QWidget *parent = nullptr);

/// A label whose text wraps, also within ids and addresses that are longer than a line.
QLabel *makeParagraph(const QString &text, Look look, QWidget *parent = nullptr);

} // namespace weir
