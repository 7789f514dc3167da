// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/httprequestparser.h"

#include <optional>
#include <utility>

namespace weir {

/// One connection of a server, as a machine without socket and clock: bytes and time in, bytes and wishes out.
///
/// Requests are handled one after the other, in their order; what is pipelined behind waits. `now` is Clock::elapsed().
class HttpConnection
{
public:
    enum class State : quint8 {
        Receiving, ///< Between requests, or within one.
        Answering, ///< A request was taken; the next one waits for its answer.
        Streaming, ///< A response goes on; what the client sends is thrown away.
        Lingering, ///< Refused: what the client still sends is thrown away, so that it can read why.
        Closed,    ///< To be closed as soon as the output is sent, or at once when isAborted().
    };

    /// \a rules and \a budget must outlive the connection.
    HttpConnection(const HttpRules &rules, ByteBudget *budget, Duration now);

    /// Takes what the client sent. To be called while wantsBytes() only.
    void receive(QByteArrayView bytes, Duration now);
    bool wantsBytes() const;
    /// The next whole request, which is then to be answered. None while too much waits to be sent.
    std::optional<HttpRequest> takeRequest(Duration now);
    /// When Answering: answers. \a date is the value of `Date`.
    void answer(const HttpResponse &response, QByteArrayView date, Duration now);
    /// When Answering: begins a response that goes on; its bytes go past this machine.
    void beginStream(const HttpResponse &head, QByteArrayView date);
    /// Ends the connection when the output is sent.
    void close();
    /// Ends it at once.
    void abort();

    /// What is to be sent; each byte is given once.
    QByteArray takeOutput();
    /// How many bytes that were given wait to be sent: no progress for HttpLimits::idle ends the connection.
    void setUnsent(qint64 bytes, Duration now);
    /// What setUnsent() was told last.
    qint64 unsent() const { return m_unsent; }
    /// Acts when deadline() has come.
    void checkDeadline(Duration now);
    /// When checkDeadline() has something to do; the greatest Duration for never.
    Duration deadline() const;

    State state() const { return m_state; }
    /// What is unsent is not to be sent either.
    bool isAborted() const { return m_isAborted; }
    /// Waits for bytes of a request: may make room for another client.
    bool isWaiting() const { return m_state == State::Receiving && !isComplete(); }
    /// Since when it waits.
    Duration waitingSince() const { return m_since; }
    /// Why a request was refused, once.
    std::optional<HttpRefusal> takeRefusal() { return std::exchange(m_refusal, std::nullopt); }
    /// It was ended because the client does not read.
    bool isSlowReader() const { return m_isSlowReader; }

private:
    bool isComplete() const { return m_parser.state() == HttpRequestParser::State::Complete; }
    bool isBetweenRequests() const { return m_parser.state() == HttpRequestParser::State::Idle; }
    void feed(QByteArrayView bytes, Duration now);
    void refuse(HttpRefusal refusal, Duration now);

    const HttpRules &m_rules;
    HttpRequestParser m_parser;
    State m_state = State::Receiving;
    bool m_isAborted = false;
    bool m_isSlowReader = false;
    bool m_isHead = false;
    bool m_keepAlive = true;
    bool m_continued = false; ///< `100 Continue` was sent for the current request.
    int m_minorVersion = 1;
    Duration m_since;      ///< When the current wait began.
    Duration m_progress{}; ///< When bytes were last seen to leave.
    qint64 m_unsent = 0;
    QByteArray m_input; ///< Pipelined behind the current request.
    QByteArray m_output;
    std::optional<HttpRefusal> m_refusal;
};

} // namespace weir
