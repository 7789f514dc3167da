// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httpexchange.h"

#include <QTcpSocket>

#include <algorithm>
#include <array>
#include <utility>

namespace weir {

namespace {

constexpr qsizetype answerBytesAtOnce = 16 * 1024;
constexpr qsizetype answerBytesWaiting = 64 * 1024; ///< In the socket, when the answer comes faster than it is read.

} // namespace

HttpExchange::HttpExchange(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer); // Others may end a twentieth too early: 1.5 s of 30.
    m_timer.callOnTimeout(this, [this] {
        fail(HttpFailure::TimedOut,
             Error{tr("%1 did not answer within %2 ms.").arg(where()).arg(m_settings.timeout.count()),
                   {},
                   tr("Try again later.")});
    });
}

HttpExchange::~HttpExchange()
{
    abort();
}

void HttpExchange::start(const HttpOutgoingRequest &request, const HttpExchangeSettings &settings,
                         std::function<void(const HttpExchangeResult &)> done)
{
    abort();
    m_settings = settings;
    m_settings.limits.bodyBytes = 0;
    m_url = request.url;
    m_reader = HttpResponseReader(m_settings.limits, request.method);
    m_result = {};
    m_startedAt = m_clock.elapsed();
    m_done = std::move(done);
    m_timer.start(m_settings.timeout);
    auto bytes = httpRequestBytes(request);
    if (!bytes) {
        QMetaObject::invokeMethod(
            &m_timer, [this, error = bytes.error()] { fail(HttpFailure::Refused, error); }, Qt::QueuedConnection);
        return;
    }
    m_bytes = std::move(*bytes);
    m_dialer.dial({m_url, m_settings.policy, m_settings.proxy, m_settings.tls, m_settings.lookup},
                  [this](HttpDialed result) { dialed(std::move(result)); });
}

void HttpExchange::abort()
{
    m_done = nullptr;
    m_timer.stop();
    m_dialer.cancel();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater();
}

void HttpExchange::dialed(HttpDialed dialed)
{
    if (!dialed.socket) {
        fail(dialed.failure, dialed.error);
        return;
    }
    m_socket = std::move(dialed.socket);
    m_result.address = m_socket->peerAddress();
    m_socket->setReadBufferSize(answerBytesWaiting);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpExchange::read);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &HttpExchange::closed);
    m_socket->write(std::exchange(m_bytes, {}));
}

void HttpExchange::read()
{
    std::array<char, answerBytesAtOnce> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): read into
    while (m_socket) {
        const qint64 bytes = m_socket->read(buffer.data(), buffer.size());
        if (bytes <= 0)
            return;
        QByteArrayView input(buffer.data(), bytes);
        for (QByteArrayView piece = m_reader.take(input); !piece.isEmpty(); piece = m_reader.take(input)) {
            const qsizetype room = m_settings.keptBody - m_result.body.size();
            m_result.body.append(piece.first(std::min(piece.size(), room)));
            m_result.isBodyCut = piece.size() > room;
            if (m_result.isBodyCut)
                break;
        }
        if (m_reader.state() == HttpResponseReader::State::Failed)
            fail(HttpFailure::Malformed, Error{tr("%1 answered wrongly: %2").arg(where(), m_reader.error()), {}, {}});
        else if (m_reader.state() == HttpResponseReader::State::Done || m_result.isBodyCut)
            finish();
    }
}

void HttpExchange::closed()
{
    read();
    if (!m_socket)
        return;
    m_reader.finish();
    if (m_reader.state() == HttpResponseReader::State::Done)
        finish();
    else
        fail(HttpFailure::Malformed, Error{tr("%1 answered wrongly: %2").arg(where(), m_reader.error()), {}, {}});
}

void HttpExchange::fail(HttpFailure failure, const Error &error)
{
    m_result.failure = failure;
    m_result.error = error;
    finish();
}

void HttpExchange::finish()
{
    if (m_reader.isHeaderRead()) {
        m_result.status = m_reader.status();
        m_result.headers = m_reader.headers();
    }
    m_result.latency = m_clock.elapsed() - m_startedAt;
    const auto done = std::exchange(m_done, nullptr);
    abort();
    if (done)
        done(std::exchange(m_result, {}));
}

} // namespace weir
