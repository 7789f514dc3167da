// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/transport/signaturediagnosis.h"

class QIODevice;

namespace weir {

/// What is known of a request whose signature is in question.
struct SignatureQuestion
{
    QString request;     ///< File with header lines, an empty line and the body as it came; `-`: standard input.
    QStringList headers; ///< `Name: value`, after those of the file.
    QString body;        ///< File with the body; `-`: standard input; empty: that of \ref request.
    QString secret;      ///< Reference: `env:NAME`, `file:PATH`.
    QString at;          ///< RFC 3339, or seconds or milliseconds since 1970: when it arrived; empty: now.
    QString tolerance;   ///< A duration; empty: 5 minutes.
};

/// Reads what \a question names. Fails when a file or the secret cannot be read, or a header, time or duration is none.
Result<SignatureCase> readSignatureCase(const SignatureQuestion &question, const Clock &clock,
                                        QIODevice *standardInput);

/// The header lines and the body of \a captured: a request line may stand first, an empty line stands between. \a name is what
/// places call it.
Result<SignatureCase> readCapturedRequest(const QByteArray &captured, const QString &name);

/// What `weir verify --format json` prints.
Json diagnosisJson(const SignatureScheme &scheme, const SignatureDiagnosis &diagnosis);

} // namespace weir
