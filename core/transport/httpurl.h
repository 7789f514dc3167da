// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QHostAddress>
#include <QString>

#include <optional>

namespace weir {

/// An `http` or `https` address, taken apart once and strictly, so that what is checked is what is connected to.
struct HttpUrl
{
    bool isTls = false;
    QString
        host; ///< Name in ASCII (IDNA) and lower case without a final dot, or an address in numbers without brackets.
    std::optional<QHostAddress> address; ///< When the host is an address in numbers, in whichever spelling.
    quint16 port = 80;
    QByteArray target; ///< Path and query as they are sent; at least `/`.

    /// As the `Host` field has it: the port only when it is not the usual one.
    QByteArray authority() const;
    /// The whole address again.
    QString text() const;

    bool operator==(const HttpUrl &) const = default;
};

/// Reads \a text. Fails for another scheme, credentials, a missing or malformed host, a bad port, blanks and control
/// characters. Hosts that a resolver would read as an IPv4 address in numbers are taken as that address: `0x7f.1`,
/// `2130706433`, `0177.0.0.1`, full-width digits.
Result<HttpUrl> parseHttpUrl(QStringView text);

/// The IPv4 address that \a host spells as inet_aton(3) reads it: one to four parts, each decimal, octal (`0`) or
/// hexadecimal (`0x`), the last one filling the rest; a dot may stand behind. Nothing when it is no such address.
std::optional<QHostAddress> parseAnyIPv4(QStringView host);

} // namespace weir
