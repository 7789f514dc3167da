// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httpdialer.h"

#include <QHostInfo>
#include <QSslSocket>
#include <QStringList>
#include <QTcpSocket>

#include <utility>

namespace weir {

namespace {

constexpr std::chrono::seconds patience(5); ///< With an address that does not answer, while there is another.

QString sslErrorText(const QList<QSslError> &errors)
{
    QStringList texts;
    for (const QSslError &error : errors)
        texts += error.errorString();
    return texts.join(QStringLiteral("; "));
}

} // namespace

HostLookup systemHostLookup()
{
    return [](const QString &host, QObject *context, std::function<void(Result<QList<QHostAddress>>)> found) {
        QHostInfo::lookupHost(host, context, [found = std::move(found)](const QHostInfo &info) {
            if (info.error() == QHostInfo::NoError)
                found(info.addresses());
            else
                found(Error{info.errorString(), {}, {}});
        });
    };
}

HttpDialer::HttpDialer(QObject *parent) : QObject(parent)
{
    m_patience.setSingleShot(true);
    m_patience.callOnTimeout(this, [this] { failedConnect(tr("it does not answer")); });
}

HttpDialer::~HttpDialer()
{
    cancel();
}

void HttpDialer::dial(const HttpDial &dial, std::function<void(HttpDialed)> done)
{
    cancel();
    m_dial = dial;
    m_done = std::move(done);
    m_attempt = std::make_unique<QObject>();
    m_addresses.clear();
    m_next = 0;
    const Result<void> allowed = m_dial.policy.checkUrl(m_dial.url);
    if (!allowed) {
        failLater(HttpFailure::Refused, allowed.error());
    } else if (m_dial.proxy) {
        m_addresses = {QHostAddress()}; // the proxy knows
        tryNext();
    } else if (m_dial.url.address) {
        m_addresses = {*m_dial.url.address};
        tryNext();
    } else {
        m_dial.lookup(m_dial.url.host, m_attempt.get(),
                      [this](const Result<QList<QHostAddress>> &found) { resolved(found); });
    }
}

void HttpDialer::cancel()
{
    m_done = nullptr;
    m_patience.stop();
    m_attempt.reset();
    dropSocket();
}

void HttpDialer::resolved(const Result<QList<QHostAddress>> &addresses)
{
    if (!addresses || addresses->isEmpty()) {
        const QString why = addresses ? tr("it has no address") : addresses.error().message;
        failLater(HttpFailure::NotFound,
                  Error{tr("Cannot find %1: %2.").arg(m_dial.url.host, why), {}, tr("Check how the name is written.")});
        return;
    }
    const Result<void> allowed = m_dial.policy.checkAddresses(m_dial.url.host, *addresses);
    if (!allowed) {
        failLater(HttpFailure::Refused, allowed.error());
        return;
    }
    m_addresses = *addresses;
    tryNext();
}

void HttpDialer::tryNext()
{
    const QHostAddress address = m_addresses.at(m_next++);
    const bool isTls = m_dial.url.isTls;
    if (isTls) {
        auto socket = std::make_unique<QSslSocket>();
        if (m_dial.tls)
            socket->setSslConfiguration(*m_dial.tls);
        socket->setPeerVerifyName(m_dial.url.host);
        connect(socket.get(), &QSslSocket::encrypted, m_attempt.get(), [this] { connected(); });
        connect(socket.get(), &QSslSocket::connected, m_attempt.get(), [this, tls = socket.get()] {
            m_patience.stop();
            tls->startClientEncryption();
        });
        m_socket = std::move(socket);
    } else {
        m_socket = std::make_unique<QTcpSocket>();
        connect(m_socket.get(), &QTcpSocket::connected, m_attempt.get(), [this] { connected(); });
    }
    m_socket->setProxy(m_dial.proxy.value_or(QNetworkProxy(QNetworkProxy::NoProxy)));
    connect(m_socket.get(), &QTcpSocket::errorOccurred, m_attempt.get(),
            [this] { failedConnect(m_socket->errorString()); });
    if (m_next < m_addresses.size())
        m_patience.start(patience);
    if (m_dial.proxy)
        m_socket->connectToHost(m_dial.url.host, m_dial.url.port);
    else
        m_socket->connectToHost(address, m_dial.url.port);
}

/// Looks at the address that was really connected to before anything is sent.
void HttpDialer::connected()
{
    if (!m_dial.proxy) {
        const Result<void> allowed = m_dial.policy.checkAddress(m_socket->peerAddress());
        if (!allowed) {
            failLater(HttpFailure::Refused, allowed.error());
            return;
        }
    }
    m_socket->disconnect(m_attempt.get());
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    finish({std::move(m_socket), HttpFailure::None, {}});
}

void HttpDialer::failedConnect(const QString &why)
{
    m_patience.stop();
    const auto *const tls = qobject_cast<const QSslSocket *>(m_socket.get());
    const bool isHandshake = tls && tls->mode() != QSslSocket::UnencryptedMode;
    const QString details =
        isHandshake && !tls->sslHandshakeErrors().isEmpty() ? sslErrorText(tls->sslHandshakeErrors()) : why;
    dropSocket();
    if (!isHandshake && m_next < m_addresses.size()) {
        tryNext();
        return;
    }
    const QString where = QString::fromLatin1(m_dial.url.authority());
    if (isHandshake)
        failLater(HttpFailure::Tls,
                  Error{tr("No secure connection to %1: %2.").arg(where, details),
                        {},
                        tr("Check the certificate of the server.")});
    else
        failLater(
            HttpFailure::NoConnect,
            Error{tr("Cannot connect to %1: %2.").arg(where, details), {}, tr("Check that it runs, and the port.")});
}

void HttpDialer::failLater(HttpFailure failure, const Error &error)
{
    m_patience.stop();
    dropSocket();
    QMetaObject::invokeMethod(
        m_attempt.get(),
        [this, failure, error] {
            finish({nullptr, failure, error});
        },
        Qt::QueuedConnection);
}

void HttpDialer::finish(HttpDialed dialed)
{
    m_patience.stop();
    if (m_attempt)
        m_attempt.release()->deleteLater(); // this may run in its context
    const auto done = std::exchange(m_done, nullptr);
    if (done)
        done(std::move(dialed));
}

/// Lets go of the socket, from within its own signals too.
void HttpDialer::dropSocket()
{
    if (!m_socket)
        return;
    m_socket->disconnect();
    m_socket->abort();
    m_socket.release()->deleteLater();
}

} // namespace weir
