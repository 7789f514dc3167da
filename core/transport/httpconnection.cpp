// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httpconnection.h"

#include "core/transport/httpwriter.h"

#include <algorithm>
#include <utility>

namespace weir {

HttpConnection::HttpConnection(const HttpRules &rules, ByteBudget *budget, Duration now)
    : m_rules(rules)
    , m_parser(rules, budget)
    , m_since(now)
{}

bool HttpConnection::wantsBytes() const
{
    return (m_state == State::Receiving && !isComplete()) || m_state == State::Streaming || m_state == State::Lingering;
}

void HttpConnection::receive(QByteArrayView bytes, Duration now)
{
    Q_ASSERT(wantsBytes());
    if (m_state == State::Receiving)
        feed(bytes, now);
}

void HttpConnection::feed(QByteArrayView bytes, Duration now)
{
    const bool wasIdle = isBetweenRequests();
    const qsizetype taken = m_parser.feed(bytes);
    switch (m_parser.state()) {
    case HttpRequestParser::State::Refused:
        refuse(m_parser.refusal(), now);
        return;
    case HttpRequestParser::State::Idle:
        return;
    case HttpRequestParser::State::Header:
    case HttpRequestParser::State::Body:
    case HttpRequestParser::State::Complete:
        break;
    }
    if (wasIdle)
        m_since = now;
    if (taken < bytes.size())
        m_input = bytes.sliced(taken).toByteArray();
    if (m_parser.expectsContinue() && !m_continued) {
        m_output.append("HTTP/1.1 100 Continue\r\n\r\n");
        m_continued = true;
    }
}

std::optional<HttpRequest> HttpConnection::takeRequest(Duration now)
{
    if (m_state != State::Receiving || !isComplete() || m_unsent + m_output.size() > m_rules.limits.streamBytes)
        return std::nullopt;
    m_state = State::Answering;
    m_since = now;
    HttpRequest request = m_parser.takeRequest();
    m_isHead = request.method == HttpMethod::Head;
    m_keepAlive = request.keepAlive;
    m_minorVersion = request.minorVersion;
    return request;
}

void HttpConnection::answer(const HttpResponse &response, QByteArrayView date, Duration now)
{
    if (m_state != State::Answering)
        return;
    appendHttpResponse(m_output, response,
                       {.keepAlive = m_keepAlive,
                        .isHead = m_isHead,
                        .isStream = false,
                        .minorVersion = m_minorVersion,
                        .date = date});
    if (!m_keepAlive) {
        close();
        return;
    }
    m_state = State::Receiving;
    m_since = now;
    m_continued = false;
    if (!m_input.isEmpty())
        feed(std::exchange(m_input, {}), now);
}

void HttpConnection::beginStream(const HttpResponse &head, QByteArrayView date)
{
    if (m_state != State::Answering)
        return;
    appendHttpResponse(
        m_output, head,
        {.keepAlive = false, .isHead = m_isHead, .isStream = true, .minorVersion = m_minorVersion, .date = date});
    m_input.clear();
    m_state = State::Streaming;
    if (m_isHead)
        close();
}

void HttpConnection::close()
{
    m_state = State::Closed;
    m_input.clear();
}

void HttpConnection::abort()
{
    close();
    m_isAborted = true;
    m_output.clear();
}

QByteArray HttpConnection::takeOutput()
{
    return std::exchange(m_output, {});
}

void HttpConnection::setUnsent(qint64 bytes, Duration now)
{
    if (m_unsent == 0 || bytes < m_unsent)
        m_progress = now;
    if (bytes == 0 && m_unsent > 0 && m_state == State::Receiving && isBetweenRequests())
        m_since = now; // the client was reading
    m_unsent = bytes;
}

Duration HttpConnection::deadline() const
{
    const HttpLimits &limits = m_rules.limits;
    Duration next = Duration::max();
    if (m_unsent > 0 && m_state != State::Streaming)
        next = m_progress + limits.idle;
    switch (m_state) {
    case State::Receiving:
        if (isComplete() || (isBetweenRequests() && m_unsent > 0))
            return next;
        return std::min(next, m_since + (isBetweenRequests() ? limits.idle : limits.request));
    case State::Answering:
        return std::min(next, m_since + limits.answer);
    case State::Lingering:
        return std::min(next, m_since + limits.linger);
    case State::Streaming:
    case State::Closed:
        break;
    }
    return next;
}

void HttpConnection::checkDeadline(Duration now)
{
    if (now < deadline())
        return;
    const HttpLimits &limits = m_rules.limits;
    if (m_unsent > 0 && now >= m_progress + limits.idle) {
        m_isSlowReader = true;
        abort();
    } else if (m_state == State::Answering) {
        refuse(HttpRefusal::NotAnswered, now);
        close();
    } else if (m_state == State::Receiving && !isBetweenRequests()) {
        refuse(HttpRefusal::TooSlow, now);
        close();
    } else {
        close();
    }
}

/// Says why and reads no further: how the rest is framed is not known, or not wanted.
void HttpConnection::refuse(HttpRefusal refusal, Duration now)
{
    m_refusal = refusal;
    HttpResponse response = HttpResponse::error(httpRefusalStatus(refusal), httpRefusalText(refusal));
    if (httpRefusalStatus(refusal) == 503)
        response.headers.add("Retry-After", "1");
    appendHttpResponse(m_output, response,
                       {.keepAlive = false,
                        .isHead = m_isHead && m_state == State::Answering,
                        .isStream = false,
                        .minorVersion = 1,
                        .date = {}});
    m_state = State::Lingering;
    m_since = now;
    m_input.clear();
}

} // namespace weir
