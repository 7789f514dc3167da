// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/tlsfiles.h"

#include "core/base/translate.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace weir {

namespace {

Result<QByteArray> pemBytes(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{tr("Cannot read %1: %2.").arg(path, file.errorString()),
                     {},
                     tr("Check the path and who may read the file.")};
    return file.readAll();
}

} // namespace

Result<QSslConfiguration> serverTlsConfiguration(const HttpTlsFiles &files)
{
    if (!QSslSocket::supportsSsl())
        return Error{tr("This installation of Qt cannot speak TLS."), {}, tr("Install OpenSSL 3 and Qt's TLS plugin.")};
    const auto certificate = pemBytes(files.certificate);
    if (!certificate)
        return certificate.error();
    const auto keyBytes = pemBytes(files.key);
    if (!keyBytes)
        return keyBytes.error();
    const QList<QSslCertificate> chain = QSslCertificate::fromData(*certificate, QSsl::Pem);
    if (chain.isEmpty())
        return Error{tr("%1 has no certificate.").arg(files.certificate),
                     {},
                     tr("Give a PEM file with the server's certificate first.")};
    QSslKey key(*keyBytes, QSsl::Rsa);
    if (key.isNull())
        key = QSslKey(*keyBytes, QSsl::Ec);
    if (key.isNull())
        return Error{tr("%1 has no private key that can be used.").arg(files.key),
                     {},
                     tr("Give a PEM file with an RSA or EC key without a passphrase.")};
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace weir
