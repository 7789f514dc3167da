// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/tlsfiles.h"

#include <QString>

namespace weir::test {

/// Writes a new key and a certificate for \a host that it signs itself, valid for a day, into \a folder.
HttpTlsFiles writeCertificate(const QString &folder, const QString &host);

} // namespace weir::test
