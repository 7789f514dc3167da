// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/sseclient.h"

#include "core/transport/httpwriter.h"
#include "core/transport/retryafter.h"

#include <QTcpSocket>
#include <QUrl>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

constexpr qint64 streamBytesWaiting = 256 * 1024;
constexpr std::size_t streamBytesAtOnce = 64 * 1024;
constexpr int readsAtOnce = 16; ///< Before other events of the thread get their turn.

/// The address that \a location means, seen from \a base.
Result<HttpUrl> resolvedLocation(const HttpUrl &base, const QByteArray &location)
{
    const QUrl url = QUrl(base.text()).resolved(QUrl::fromEncoded(location));
    return parseHttpUrl(QString::fromLatin1(url.toEncoded(QUrl::RemoveFragment)));
}

bool isSameServer(const HttpUrl &left, const HttpUrl &right)
{
    return left.isTls == right.isTls && left.host == right.host && left.port == right.port;
}

} // namespace

SseClient::SseClient(SseSource source, SseSink &sink, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_source(std::move(source))
    , m_sink(sink)
    , m_clock(clock)
    , m_machine(m_source.options)
    , m_buffer(streamBytesAtOnce)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { apply(m_machine.tick(m_clock.elapsed())); });
}

SseClient::~SseClient()
{
    drop();
}

void SseClient::start()
{
    apply(m_machine.start(m_clock.elapsed()));
}

void SseClient::stop()
{
    apply(m_machine.stop());
}

void SseClient::apply(SseAction action)
{
    if (action != SseAction::None)
        drop();
    if (action == SseAction::Connect)
        connectNow();
    arm();
    if (m_changed)
        m_changed();
}

void SseClient::connectNow()
{
    m_url = m_source.url;
    if (!m_machine.redirectedTo().isEmpty()) {
        if (const auto elsewhere = resolvedLocation(m_source.url, m_machine.redirectedTo()))
            m_url = *elsewhere;
    }
    m_hasResponded = false;
    m_reader = HttpResponseReader({}, HttpMethod::Get);
    m_dialer.dial({m_url, m_source.policy, m_source.proxy, m_source.tls, m_source.lookup},
                  [this](HttpDialed result) { dialed(std::move(result)); });
}

void SseClient::dialed(HttpDialed dialed)
{
    if (!dialed.socket) {
        apply(m_machine.closed(dialed.error.message, m_clock.elapsed()));
        return;
    }
    m_socket = std::move(dialed.socket);
    m_socket->setReadBufferSize(streamBytesWaiting);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &SseClient::read);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &SseClient::closed);
    const auto bytes = requestBytes();
    if (!bytes) {
        drop();
        apply(m_machine.closed(bytes.error().message, m_clock.elapsed()));
        return;
    }
    m_socket->write(*bytes);
}

Result<QByteArray> SseClient::requestBytes()
{
    HttpOutgoingRequest request{HttpMethod::Get, m_url, m_source.headers, {}, true};
    for (const auto &[name, value] : m_machine.requestHeaders())
        request.headers.set(name, value);
    if (m_source.token) {
        const QByteArray authorization = "Bearer " + m_source.token->reveal().toByteArray();
        if (!request.headers.set("Authorization", authorization))
            return Error{tr("The access token holds a line break or another control character."),
                         {},
                         tr("Copy it again, on one line.")};
    }
    return httpRequestBytes(request);
}

void SseClient::read()
{
    for (int i = 0; m_socket && i < readsAtOnce; ++i) {
        const qint64 size = m_socket->read(m_buffer.data(), static_cast<qint64>(m_buffer.size()));
        if (size <= 0)
            return;
        const SseState before = m_machine.state();
        const SseAction action = take(size);
        if (action != SseAction::None || m_machine.state() != before)
            apply(action);
        else
            arm();
    }
    if (m_socket && m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(
            this, [this] { read(); }, Qt::QueuedConnection);
}

/// Takes the first \a size bytes of the buffer: the header of the answer, then the stream. The data of chunks are moved
/// together in it: what begins and ends with each piece costs more, when each event is one.
SseAction SseClient::take(qsizetype size)
{
    QByteArrayView input(m_buffer.data(), size);
    char *const begin = m_buffer.data();
    char *end = begin;
    while (true) {
        const QByteArrayView piece = m_reader.take(input);
        if (m_reader.isHeaderRead() && !m_hasResponded) {
            m_hasResponded = true;
            if (const SseAction action = respond(); action != SseAction::None)
                return action;
        }
        if (piece.isEmpty())
            break;
        if (end != piece.data())
            std::memmove(end, piece.data(), static_cast<std::size_t>(piece.size()));
        end += piece.size();
    }
    m_bytesRead += end - begin;
    const std::string_view stream(begin, static_cast<std::size_t>(end - begin));
    if (const SseAction action = m_machine.read(stream, m_clock.elapsed(), m_sink); action != SseAction::None)
        return action;
    if (m_reader.state() == HttpResponseReader::State::Failed || m_reader.state() == HttpResponseReader::State::Done) {
        m_machine.closed(m_reader.error(), m_clock.elapsed());
        return SseAction::Disconnect;
    }
    return SseAction::None;
}

SseAction SseClient::respond()
{
    SseResponse response{.status = m_reader.status(),
                         .contentType = m_reader.headers().value("content-type").toByteArray(),
                         .location = m_reader.headers().value("location").toByteArray()};
    if (!response.location.isEmpty()) {
        const auto elsewhere = resolvedLocation(m_url, response.location);
        response.isSameOrigin = elsewhere && isSameServer(*elsewhere, m_url);
        if (elsewhere)
            response.location = elsewhere->text().toUtf8();
    }
    response.retryAfter = retryAfter(m_reader.headers().value("retry-after"), m_clock.now());
    return m_machine.respond(response, m_clock.elapsed());
}

void SseClient::closed()
{
    while (m_socket && m_socket->bytesAvailable() > 0)
        read();
    if (!m_socket)
        return;
    m_reader.finish();
    const QString why = m_reader.state() == HttpResponseReader::State::Done ? QString() : m_reader.error();
    drop();
    apply(m_machine.closed(why, m_clock.elapsed()));
}

void SseClient::drop()
{
    m_dialer.cancel();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater();
}

void SseClient::arm()
{
    const auto deadline = m_machine.deadline();
    if (!deadline) {
        m_timer.stop();
        return;
    }
    using std::chrono::milliseconds;
    const auto left = std::chrono::ceil<milliseconds>(*deadline - m_clock.elapsed());
    // While bytes come, the watchdog moves all the time: once a second is often enough to start the timer anew.
    if (m_machine.state() == SseState::Open && m_timer.isActive()
        && left - m_timer.remainingTimeAsDuration() < milliseconds(1000) && left >= m_timer.remainingTimeAsDuration())
        return;
    m_timer.start(std::max(milliseconds(0), left));
}

} // namespace weir
