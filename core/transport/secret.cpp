// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/secret.h"

#include <QFile>

#include <openssl/crypto.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace weir {

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
        return Error{tr("A secret is given by reference, and this is none."),
                     {},
                     tr("Write env:NAME for an environment variable or file:PATH for a file.")};
    if (kind == u"env"_s)
        return fromEnvironment(name);
    if (kind == u"file"_s)
        return fromFile(name);
    if (kind == u"keychain"_s)
        return Error{tr("The key store cannot be asked for %1 here.").arg(reference),
                     {},
                     tr("Give the secret as an environment variable (env:NAME) or a file (file:PATH).")};
    return Error{tr("Secrets of the kind “%1:” are not known.").arg(kind.left(20)),
                 {},
                 tr("Write env:NAME for an environment variable or file:PATH for a file.")};
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

} // namespace weir
