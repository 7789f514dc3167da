// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QSslConfiguration>

namespace weir {

/// Certificate and private key of a server, as PEM files.
struct HttpTlsFiles
{
    QString certificate; ///< The server's certificate, then those that lead to its root.
    QString key;         ///< RSA or EC, without a passphrase.

    bool operator==(const HttpTlsFiles &) const = default;
};

/// The configuration of a server with the certificate and key of \a files, for TLS 1.2 and later. Fails when a file cannot
/// be read or does not hold what it should.
Result<QSslConfiguration> serverTlsConfiguration(const HttpTlsFiles &files);

} // namespace weir
