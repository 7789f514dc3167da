// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/secret.h"

#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <openssl/crypto.h>
#include <qt6keychain/keychain.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

constexpr std::chrono::minutes longestUnlock{2};

} // namespace

Secret::Secret(const QByteArray &bytes) : m_bytes(bytes.constData(), bytes.size()) {}

Secret::~Secret()
{
    wipe();
}

Secret::Secret(Secret &&other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        wipe();
        m_bytes = other.m_bytes;
    }
    return *this;
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

/// Overwrites the bytes when no other copy shares them.
void Secret::wipe()
{
    if (!m_bytes.isEmpty() && m_bytes.isDetached())
        OPENSSL_cleanse(m_bytes.data(), static_cast<std::size_t>(m_bytes.size()));
    m_bytes = {};
}

Result<Secret> LocalSecrets::secret(const QString &reference)
{
    const qsizetype colon = reference.indexOf(u':');
    const QString kind = reference.left(qMax<qsizetype>(colon, 0));
    const QString name = reference.mid(colon + 1);
    if (colon < 0 || name.isEmpty())
        return Error{
            tr("A secret is given by reference, and this is none."),
            {},
            tr("Write env:NAME for an environment variable, file:PATH for a file or keychain:NAME for the key store.")};
    if (kind == u"env"_s)
        return fromEnvironment(name);
    if (kind == u"file"_s)
        return fromFile(name);
    if (kind == u"keychain"_s)
        return fromKeyStore(name);
    return Error{
        tr("Secrets of the kind “%1:” are not known.").arg(kind.left(20)),
        {},
        tr("Write env:NAME for an environment variable, file:PATH for a file or keychain:NAME for the key store.")};
}

Result<Secret> LocalSecrets::fromEnvironment(const QString &name) const
{
    const QByteArray value = qgetenv(name.toLocal8Bit().constData());
    if (value.isEmpty())
        return Error{qEnvironmentVariableIsSet(name.toLocal8Bit().constData())
                         ? tr("The environment variable %1 is empty: no secret.").arg(name)
                         : tr("The environment variable %1 is not set.").arg(name),
                     {},
                     tr("Set it to the secret before the program starts.")};
    if (value.size() > largest)
        return Error{tr("The environment variable %1 is too long for a secret.").arg(name), {}, {}};
    return Secret(value);
}

Result<Secret> LocalSecrets::fromFile(const QString &path) const
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{tr("The file of the secret cannot be read: %1.").arg(file.errorString()),
                     {.file = path, .pointer = {}},
                     {}};
    QByteArray bytes = file.read(largest + 1);
    Result<Secret> secret = Error{tr("The file of the secret is empty."), {.file = path, .pointer = {}}, {}};
    qsizetype length = bytes.size();
    if (m_lineEnd == LineEnd::Drop && length > 0 && bytes.at(length - 1) == '\n')
        length -= length > 1 && bytes.at(length - 2) == '\r' ? 2 : 1;
    if (length > largest)
        secret = Error{
            tr("The file of the secret is larger than %1 bytes.").arg(largest), {.file = path, .pointer = {}}, {}};
    else if (length > 0)
        secret = Secret(bytes.left(length));
    OPENSSL_cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return secret;
}

Result<Secret> LocalSecrets::fromKeyStore(const QString &name) const
{
    QKeychain::ReadPasswordJob job(u"Weir"_s);
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.setKey(name);
    QEventLoop loop;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(longestUnlock, &loop, [&loop] { loop.exit(1); });
    job.start();
    const bool isAnswered = loop.exec() == 0;
    if (isAnswered && job.error() == QKeychain::EntryNotFound)
        return Error{tr("The key store has no password %1 of Weir.").arg(name),
                     {},
                     tr("Store it: secret-tool store --label=%1 server Weir user %1 type plaintext").arg(name)};
    if (!isAnswered || job.error() != QKeychain::NoError)
        return Error{tr("The key store cannot be asked for %1: %2")
                         .arg(name, isAnswered ? job.errorString() : tr("it does not answer.")),
                     {},
                     tr("Give the secret as an environment variable (env:NAME) or a file (file:PATH).")};
    const QByteArray value = job.textData().toUtf8();
    if (value.isEmpty() || value.size() > largest)
        return Error{tr("The password %1 of the key store is empty or too long for a secret.").arg(name), {}, {}};
    return Secret(value);
}

} // namespace weir
