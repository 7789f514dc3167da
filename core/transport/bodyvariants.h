// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

namespace weir {

/// How a body may have looked before something changed it.
struct BodyVariant
{
    /// What was done to it on the way.
    enum class Cause : quint8 {
        Serialised, ///< Parsed and written again.
        Transported ///< Changed by what carried it: charset, framing, escapes.
    };

    QByteArray body;
    Cause cause = Cause::Serialised;
    QString words; ///< What undoes the change: `without blanks`.
};

/// Gives \a visit each body that \a received may have been, until it returns true: written without blanks, indented, with the
/// members in another order, with other line ends; in another charset, without the framing of chunks, … True when it did.
///
/// Orders of members are tried until about 60,000 bodies were given.
bool visitBodyVariants(const QByteArray &received, const std::function<bool(const BodyVariant &)> &visit);

} // namespace weir
