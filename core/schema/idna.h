// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace weir {

/// Whether \a label (`xn--…`) is the ASCII form of a right label of an internationalised host name (RFC 5891 §4.2).
bool isALabel(QByteArrayView label);

/// Whether \a label, which has characters beyond ASCII, may be a label of a host name: RFC 5891 §4.2 with the context
/// rules of RFC 5892 appendix A. isDirectionClear() is a rule of its own.
///
/// Allowed characters are told by their general category as of the Unicode version of Qt, with the exceptions of RFC 5892
/// §2.6.
bool isULabel(const QString &label);

/// The direction rule alone, which a host name with any label that is written from the right demands of all its labels.
bool isDirectionClear(const QString &label);

/// Whether \a text has a character that is written from the right.
bool hasRightToLeft(const QString &text);

/// \a label in Punycode without `xn--` (RFC 3492 §6.3).
QByteArray punycode(const QString &label);

/// The inverse; a null QString when \a text is no Punycode (RFC 3492 §6.2).
QString fromPunycode(QByteArrayView text);

} // namespace weir
