// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QCoreApplication>
#include <QString>

class QDebug;
class QTextStream;

namespace weir {

/// Bytes that prove who somebody is. They cannot be printed, compared or turned into text by accident, and are
/// overwritten when the last copy goes.
class Secret
{
public:
    Secret() = default;
    explicit Secret(const QByteArray &bytes);
    ~Secret();
    Secret(const Secret &) = default;
    Secret(Secret &&other) noexcept;
    Secret &operator=(const Secret &other);
    Secret &operator=(Secret &&other) noexcept;

    bool isEmpty() const { return m_bytes.isEmpty(); }
    qsizetype size() const { return m_bytes.size(); }
    /// The bytes: for the one who signs, sends or examines them. Never for a log, a message or a file.
    QByteArrayView reveal() const { return m_bytes; }

    bool operator==(const Secret &) const = delete;

private:
    void wipe();

    QByteArray m_bytes;
};

QDebug operator<<(QDebug, const Secret &) = delete;
QTextStream &operator<<(QTextStream &, const Secret &) = delete;

/// Finds secrets by their references (`env:NAME`), which are all that project files hold.
class SecretSource
{
public:
    virtual ~SecretSource() = default;

    /// The secret that \a reference names; fails when there is none, or it is empty. Errors name the reference only.
    virtual Result<Secret> secret(const QString &reference) = 0;
};

/// Secrets of this machine: `env:NAME` is an environment variable, `file:PATH` the bytes of a file. One line break at the
/// end of a file is no part of the secret, as editors and `echo` put it there.
///
/// `keychain:NAME` is the password NAME of "Weir" in the key store of the desktop session (Secret Service, KWallet). Asking it
/// runs an event loop of its own, for two minutes at most: the person may have to unlock it.
class LocalSecrets : public SecretSource
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// What becomes of the line break at the end of a file.
    enum class LineEnd : quint8 { Drop, Keep };
    static constexpr qsizetype largest = 64 * 1024; ///< Bytes of a secret.

    explicit LocalSecrets(LineEnd lineEnd = LineEnd::Drop) : m_lineEnd(lineEnd) {}

    Result<Secret> secret(const QString &reference) override;

private:
    Result<Secret> fromEnvironment(const QString &name) const;
    Result<Secret> fromFile(const QString &path) const;
    Result<Secret> fromKeyStore(const QString &name) const;

    LineEnd m_lineEnd;
};

} // namespace weir
