// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/randomstream.h"

#include <QString>

#include <optional>

namespace weir {

/// A text of the format \a format; a null QString when it is not known.
QString sampleOfFormat(const QString &format, RandomStream &random);

/// A text as a member called \a name usually has one: a city for `city`, an id for `orderId`; else a word or two.
QString sampleOfName(const QString &name, RandomStream &random);

/// A text that the ECMA-262 expression \a pattern matches; a null QString when it uses what cannot be drawn from
/// (look-around, back-references).
QString sampleOfPattern(const QString &pattern, RandomStream &random);

/// A number as a member called \a name usually has one.
struct UsualRange
{
    double least = 0;
    double most = 1000;
    int places = 2; ///< After the point, unless it must be whole.
};
UsualRange usualRange(const QString &name);

} // namespace weir
