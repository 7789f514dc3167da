// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/transport/httpdialer.h"
#include "core/transport/httpresponsereader.h"
#include "core/transport/httpwriter.h"

#include <functional>

namespace weir {

/// How a request is sent.
struct HttpExchangeSettings
{
    AddressPolicy policy;
    std::chrono::milliseconds timeout = std::chrono::seconds(30); ///< From the look-up of the name to the last byte.
    HttpResponseLimits limits;                                    ///< Of the header; the body is cut, not refused.
    qsizetype keptBody = 64 * 1024;     ///< Bytes of the answer's body that are kept; the rest is not read.
    std::optional<QNetworkProxy> proxy; ///< As in HttpDial.
    std::optional<QSslConfiguration> tls;
    HostLookup lookup = systemHostLookup();
};

/// What came of a request. Redirects are answers like others: they are never followed.
struct HttpExchangeResult
{
    HttpFailure failure = HttpFailure::None;
    Error error;    ///< When it failed.
    int status = 0; ///< Of the answer; 0 when there was none.
    HttpHeaders headers;
    QByteArray body;
    bool isBodyCut = false; ///< The body was longer than what is kept.
    QHostAddress address;   ///< What was connected to.
    Duration latency{};     ///< From start() to the last byte, or to the failure.

    /// An answer with 2xx.
    bool isSuccess() const { return failure == HttpFailure::None && status / 100 == 2; }
};

/// Sends one request over a connection of its own and reads the answer. Runs one at a time, again and again if wished.
class HttpExchange : public QObject
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit HttpExchange(const Clock &clock, QObject *parent = nullptr);
    ~HttpExchange() override;

    /// Begins; a request that still runs is aborted. \a done is called once, from the event loop, and may destroy this
    /// object by deleteLater() or begin the next request.
    void start(const HttpOutgoingRequest &request, const HttpExchangeSettings &settings,
               std::function<void(const HttpExchangeResult &)> done);
    /// Gives up; \a done is not called.
    void abort();
    bool isRunning() const { return m_done != nullptr; }

private:
    void dialed(HttpDialed dialed);
    void read();
    void closed();
    void fail(HttpFailure failure, const Error &error);
    void finish();
    QString where() const { return QString::fromLatin1(m_url.authority()); }

    const Clock &m_clock;
    HttpExchangeSettings m_settings;
    HttpUrl m_url;
    QByteArray m_bytes;
    HttpDialer m_dialer;
    HttpResponseReader m_reader;
    HttpExchangeResult m_result;
    Duration m_startedAt{};
    std::unique_ptr<QTcpSocket> m_socket;
    std::function<void(const HttpExchangeResult &)> m_done;
    QTimer m_timer;
};

} // namespace weir
