// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/transport/addresspolicy.h"

#include <QCoreApplication>
#include <QList>
#include <QNetworkProxy>
#include <QObject>
#include <QSslConfiguration>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QTcpSocket;

namespace weir {

/// Why a request got no answer.
enum class HttpFailure : quint8 {
    None,
    Refused,   ///< By the address policy: nothing was sent.
    NotFound,  ///< The name has no address.
    NoConnect, ///< Nobody answers at the address.
    Tls,       ///< The certificate or the handshake.
    TimedOut,
    Malformed, ///< The answer is no HTTP, too large in its header, or was cut off.
};

/// Finds the addresses of a name, and gives them to the function once, from the event loop; not after \a context is gone.
using HostLookup =
    std::function<void(const QString &host, QObject *context, std::function<void(Result<QList<QHostAddress>>)> found)>;

/// The resolver of the system.
HostLookup systemHostLookup();

/// Where and how to connect.
struct HttpDial
{
    HttpUrl url;
    AddressPolicy policy;
    /// Without one, no proxy of the system is used either. With one, the name is resolved by it, and only the URL can be
    /// held against the policy.
    std::optional<QNetworkProxy> proxy;
    std::optional<QSslConfiguration> tls; ///< The default: the system's authorities, TLS 1.2 and later.
    HostLookup lookup = systemHostLookup();
};

/// What came of it: an open socket, after the handshake for `https`, or why there is none.
struct HttpDialed
{
    std::unique_ptr<QTcpSocket> socket;
    HttpFailure failure = HttpFailure::None;
    Error error;
};

/// Connects to the host of a URL, whose name is resolved once, each of its addresses checked, and one of these connected
/// to: `Host` and SNI go by the name, the connection by what was checked.
class HttpDialer : public QObject
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit HttpDialer(QObject *parent = nullptr);
    ~HttpDialer() override;

    /// Begins; an attempt that still runs is given up. \a done is called once, from the event loop, and not after cancel().
    /// How long all of it may take is the caller's to say.
    void dial(const HttpDial &dial, std::function<void(HttpDialed)> done);
    void cancel();
    bool isDialing() const { return m_done != nullptr; }

private:
    void resolved(const Result<QList<QHostAddress>> &addresses);
    void tryNext();
    void connected();
    void failedConnect(const QString &why);
    void failLater(HttpFailure failure, const Error &error);
    void finish(HttpDialed dialed);
    void dropSocket();

    HttpDial m_dial;
    QList<QHostAddress> m_addresses;
    qsizetype m_next = 0;
    std::unique_ptr<QTcpSocket> m_socket;
    std::unique_ptr<QObject> m_attempt; ///< Context of what runs; goes when it is given up.
    std::function<void(HttpDialed)> m_done;
    QTimer m_patience; ///< With an address, while there are others.
};

} // namespace weir
