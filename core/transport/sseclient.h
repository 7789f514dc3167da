// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/transport/httpdialer.h"
#include "core/transport/httpresponsereader.h"
#include "core/transport/secret.h"
#include "core/transport/sseclientmachine.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace weir {

/// Where an event stream is, and how to ask for it.
struct SseSource
{
    HttpUrl url;
    HttpHeaders headers;                ///< Besides those of the protocol.
    std::optional<Secret> token;        ///< Sent as `Authorization: Bearer …`.
    AddressPolicy policy{true};         ///< A person chose the address: this network is allowed, unless told otherwise.
    std::optional<QNetworkProxy> proxy; ///< As in HttpDial.
    std::optional<QSslConfiguration> tls;
    HostLookup lookup = systemHostLookup();
    SseClientOptions options;
};

/// Reads one event stream over a socket of its own, and comes back to it until stop(): a thin layer over SseClientMachine.
///
/// What was not read yet waits at the server: at most 256 KB are held here, however slow the sink is. Lives on one thread.
class SseClient : public QObject
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// \a sink and \a clock must outlive it.
    SseClient(SseSource source, SseSink &sink, const Clock &clock, QObject *parent = nullptr);
    ~SseClient() override;

    void start();
    void stop();

    const SseClientMachine &machine() const { return m_machine; }
    SseState state() const { return m_machine.state(); }
    /// \a changed is called after each change of state(), also to the same state for another reason.
    void onStateChanged(std::function<void()> changed) { m_changed = std::move(changed); }
    /// Bytes of bodies so far.
    qint64 bytesRead() const { return m_bytesRead; }

private:
    void apply(SseAction action);
    void connectNow();
    void dialed(HttpDialed dialed);
    void read();
    SseAction take(qsizetype size);
    SseAction respond();
    void closed();
    void drop();
    void arm();
    Result<QByteArray> requestBytes();

    SseSource m_source;
    SseSink &m_sink;
    const Clock &m_clock;
    SseClientMachine m_machine;
    HttpUrl m_url; ///< Of the current attempt.
    HttpDialer m_dialer;
    HttpResponseReader m_reader;
    std::unique_ptr<QTcpSocket> m_socket;
    std::vector<char> m_buffer;
    bool m_hasResponded = false;
    qint64 m_bytesRead = 0;
    QTimer m_timer;
    std::function<void()> m_changed;
};

} // namespace weir
