// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"
#include "ui/panels/valueformat.h"

namespace weir {

/// One value that can be edited: where it stands and how it is shown.
struct FormField
{
    FieldKind kind = FieldKind::Text;
    QString label;
    ElementRef element;
    QString pointer;          ///< RFC 6901, in the element's document.
    QString placeholder = {}; ///< What holds when it is empty.
    QList<std::pair<QString, QString>> choices =
        {}; ///< Choice: value in the file and what it is called; an empty value removes it.

    bool operator==(const FormField &) const = default;
};

/// The attempts of a retry policy on a line of time.
struct RetryLine
{
    QList<Duration> attempts; ///< When each attempt starts at the latest, from 0; processing takes no time.
    QString end;              ///< What follows the last failure: `→ DLQ`.

    bool operator==(const RetryLine &) const = default;
};

/// One line of a panel's form. Forms are values, so that what a panel says can be computed and tested without widgets.
struct FormRow
{
    enum class Kind : quint8 {
        Title,   ///< text, and detail as second line.
        Section, ///< text as head.
        Fields,  ///< One field over the whole width, or two side by side.
        Link,    ///< text in accent and detail dim; selects path.
        Note,    ///< text; mood says how it is coloured.
        Curve,   ///< The density of a distribution.
        Retry,   ///< A retry policy as a time line.
    };
    enum class Mood : quint8 { Dim, Good, Warning, Bad };

    Kind kind = Kind::Note;
    QString text = {};
    QString detail = {};
    QString path = {};
    Mood mood = Mood::Dim;
    QList<FormField> fields = {};
    Distribution curve = {};
    RetryLine retry = {};

    /// Whether widgets made for \a other can show this row.
    bool fits(const FormRow &other) const;
};

using FormRows = QList<FormRow>;

} // namespace weir
