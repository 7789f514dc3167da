// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>
#include <QStringList>

namespace weir {

/// How much a message matters; decides glyph and colour.
enum class NoticeTone : quint8 { Info, Good, Warning, Error };

/// Something to tell the user without stopping them: what happened, why and what to do, and the action that helps.
struct Notice
{
    NoticeTone tone = NoticeTone::Info;
    QString what;                    ///< What happened: one sentence that names the object.
    QString why;                     ///< Why, and what to do; may be empty.
    QString actionId;                ///< Id of a registered action that helps; may be empty.
    QString details;                 ///< Shown on demand, to be copied; may be empty.
    QStringList otherActionIds = {}; ///< Ids of actions that can be chosen instead.
    QString detailsTitle = {};       ///< Of the button that shows the details; empty: "Details".
    bool focused = false;            ///< The button of the action gets the focus: Return carries it out.

    bool operator==(const Notice &) const = default;
};

} // namespace weir

Q_DECLARE_METATYPE(weir::Notice)
