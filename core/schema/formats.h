// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/dialect.h"

#include <QByteArrayView>

namespace weir {

/// Whether a text (UTF-8) has a format.
using FormatCheck = bool (*)(QByteArrayView text);

/// The check of the `format` called \a name; nullptr when \a dialect does not define it (then it restricts nothing).
FormatCheck formatCheck(QByteArrayView name, Dialect dialect);

/// RFC 3339 §5.6: `2026-01-01T00:00:00.000Z`; a leap second only where it is 23:59:60 UTC.
bool isDateTime(QByteArrayView text);
bool isDate(QByteArrayView text);
bool isTime(QByteArrayView text);
/// ISO 8601 duration by RFC 3339 appendix A: `P1DT12H`, weeks alone.
bool isDuration(QByteArrayView text);

/// RFC 5321 §4.1.2: local part, `@`, host name or address in brackets.
bool isEmail(QByteArrayView text);
/// The same with the characters of RFC 6531.
bool isInternationalEmail(QByteArrayView text);
/// RFC 1123 §2.1; labels `xn--` must be right A-labels (RFC 5891).
bool isHostname(QByteArrayView text);
/// RFC 5890 §2.3.2.3, with the context rules of RFC 5892.
bool isInternationalHostname(QByteArrayView text);
bool isIpv4(QByteArrayView text);
/// RFC 4291 §2.2.
bool isIpv6(QByteArrayView text);

/// RFC 3986: with a scheme.
bool isUri(QByteArrayView text);
bool isUriReference(QByteArrayView text);
/// RFC 3987: with a scheme.
bool isIri(QByteArrayView text);
bool isIriReference(QByteArrayView text);
/// RFC 6570.
bool isUriTemplate(QByteArrayView text);
/// RFC 4122 §3: 8-4-4-4-12 hexadecimal digits.
bool isUuid(QByteArrayView text);
/// RFC 6901 §5, the string form.
bool isJsonPointer(QByteArrayView text);
bool isRelativeJsonPointer(QByteArrayView text);
/// ECMA-262.
bool isRegularExpression(QByteArrayView text);

} // namespace weir
